import { pathToFileURL } from 'node:url';
import { serverFile } from '../paths.js';

/** A process of its own that brings the database of the URL given up to date, by the product's own migrations. */
interface MigrateModule {
  migrate(databaseUrl: string): Promise<void>;
}

const module: unknown = await import(pathToFileURL(serverFile('database/start/migrate.js')).href);
const [, , databaseUrl = ''] = process.argv;
await (module as MigrateModule).migrate(databaseUrl);
