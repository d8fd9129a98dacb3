import { pathToFileURL } from 'node:url';
import { serverFile } from '../paths.js';

/** A separate process that migrates the database of the given URL with the product's own migrations. */
interface MigrateModule {
  migrate(databaseUrl: string): Promise<void>;
}

const module: unknown = await import(pathToFileURL(serverFile('database/start/migrate.js')).href);
const [, , databaseUrl = ''] = process.argv;
await (module as MigrateModule).migrate(databaseUrl);
