import type pg from 'pg';
import { StartupError, reasonOf } from '../../startup/startup-error.js';
import { connectionTo, newClient } from '../connection.js';

/** How long a database server may take to answer, in milliseconds; a server that drops packets never does. */
const CONNECT_LIMIT = 5_000;

/** PostgreSQL 18: uuidv7(), casefold() and the PG_UNICODE_FAST locale. */
const OLDEST_VERSION = 180_000;

/** No connection to the database that DATABASE_URL names. */
export class DatabaseUnreachableError extends StartupError {
  override name = 'DatabaseUnreachableError';
}

/** The database answers, but does not meet Rollcall's requirements. */
export class DatabaseUnfitError extends StartupError {
  override name = 'DatabaseUnfitError';
}

/**
 * Checks, before anything is migrated, that the database can be reached and meets Rollcall's requirements. Adds the pg_trgm
 * extension if it is missing. Returns the server's version. Throws a DatabaseUnreachableError or a DatabaseUnfitError.
 */
export async function preflight(databaseUrl: string): Promise<string> {
  const client = await connect(databaseUrl);
  try {
    const version = await assertVersion(client);
    await assertEncoding(client);
    await assertSchema(client);
    await ensureTrigrams(client);
    await assertExtensionsVisible(client);
    await assertTrigramsSeeLetters(client);
    return version;
  } finally {
    await client.end();
  }
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = newClient({
    connectionTimeoutMillis: CONNECT_LIMIT,
    ...connectionTo(databaseUrl, 'rollcall'),
  });
  // A broken connection also fails the running query, which handles it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    // Never the URL: it holds the password.
    const address = `${client.host}:${client.port}/${client.database ?? ''}`;
    const { code } = error as { code?: string };
    const mayWantTls = code === NOT_AUTHORIZED && !client.ssl;
    const key = mayWantTls
      ? 'database.encrypted'
      : isAnswer(error)
        ? 'database.refused'
        : 'database.unreachable';
    throw new DatabaseUnreachableError(key, { address, reason: reasonOf(error) }, { cause: error });
  }
}

/** No line of pg_hba.conf accepts a connection of this user, from this address, without TLS. */
const NOT_AUTHORIZED = '28000';

/** Whether a PostgreSQL server refused (a wrong password, no such database), as opposed to no server answering. */
function isAnswer(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return code.startsWith('28') || code === '3D000' || code === '42501';
}

async function assertVersion(client: pg.Client): Promise<string> {
  const { number, text } = await one<{ number: number; text: string }>(
    client,
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text`,
  );
  if (number < OLDEST_VERSION) throw new DatabaseUnfitError('database.tooOld', { version: text });
  return text;
}

async function assertEncoding(client: pg.Client): Promise<void> {
  const { encoding } = await one<{ encoding: string }>(
    client,
    `SELECT current_setting('server_encoding') AS encoding`,
  );
  if (encoding !== 'UTF8') throw new DatabaseUnfitError('database.encoding', { encoding });
}

async function assertSchema(client: pg.Client): Promise<void> {
  const { schema } = await one<{ schema: string | null }>(client, 'SELECT current_schema() AS schema');
  if (schema === null) throw new DatabaseUnfitError('database.schema');
}

async function ensureTrigrams(client: pg.Client): Promise<void> {
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  } catch (error) {
    // Two servers start together on a new database: the other one has just created it.
    if ((error as { code?: string }).code === '23505') return;
    throw new DatabaseUnfitError('database.trigramMissing', { reason: reasonOf(error) }, { cause: error });
  }
}

/** For extensions that exist in a schema outside of search_path. */
async function assertExtensionsVisible(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ extension: string; schema: string }>(
    `SELECT extname AS extension, nspname AS schema FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
     WHERE extname IN ('pg_trgm', 'unaccent') AND nspname <> ALL (current_schemas(true))`,
  );
  const [hidden] = rows;
  if (hidden) throw new DatabaseUnfitError('database.extensionElsewhere', { ...hidden });
}

/**
 * The database's locale defines what pg_trgm regards as a letter, and it drops all else. With the locale C every search for a
 * Cyrillic, Arabic or Chinese name would read the whole table.
 */
async function assertTrigramsSeeLetters(client: pg.Client): Promise<void> {
  const { sees, locale } = await one<{ sees: boolean; locale: string }>(
    client,
    `SELECT cardinality(show_trgm('ж')) > 0 AS sees, datctype AS locale
     FROM pg_database WHERE datname = current_database()`,
  );
  if (!sees) throw new DatabaseUnfitError('database.trigramBlind', { locale });
}

async function one<Row extends pg.QueryResultRow>(client: pg.Client, sql: string): Promise<Row> {
  const { rows } = await client.query<Row>(sql);
  const [row] = rows;
  if (!row) throw new Error(`no row: ${sql}`);
  return row;
}
