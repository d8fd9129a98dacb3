import { pathToFileURL } from 'node:url';
import { serverFile } from '../paths.js';

/**
 * A separate process that runs the PostgreSQL that comes with the product, with the product's settings (so with its
 * durability), while the benchmark runs. It is started with the data folder, and sends the URL as a message.
 */
interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
}

interface EmbeddedModule {
  startEmbeddedPostgres: (options: {
    dataDir: string;
    log: unknown;
    settings: Record<string, string>;
  }) => Promise<EmbeddedPostgres>;
}

interface LoggerModule {
  createLogger: (level: string, forPerson: boolean) => unknown;
}

const load = (path: string): Promise<unknown> => import(pathToFileURL(serverFile(path)).href);

const { startEmbeddedPostgres } = (await load('database/embedded/embedded-postgres.js')) as EmbeddedModule;
const { createLogger } = (await load('logging/logger.js')) as LoggerModule;

const [, , dataDir = ''] = process.argv;
const postgres = await startEmbeddedPostgres({
  dataDir,
  log: createLogger('warn', false),
  // All systems keep their pools open at once, each of ten.
  settings: { max_connections: '200' },
});
// A terminal's Ctrl-C reaches all processes, but the benchmark still has to stop the users of the database.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => void postgres.stop().then(() => process.exit(0)));
process.send?.(postgres.url);
