import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { connectionWithoutLimits, newClient } from '../database/connection.js';
import { takeMigrationLock } from '../database/migrations/migration-lock.js';
import { migrations } from '../database/migrations/index.js';
import { MIGRATIONS_TABLE, TABLES } from '../database/orm.js';
import { StartupError } from '../startup/startup-error.js';
import { END_OF_ROWS, FORMAT_VERSION, type Line, lineOf, type TableHead } from './backup-format.js';

export interface BackupReport {
  tables: number;
  rows: number;
  bytes: number;
}

/**
 * Writes one consistent snapshot of the database to `output`, which it does not end. Memory does not grow with the size of the
 * database. Requests go on meanwhile; a migration waits until the backup is complete.
 */
export async function writeBackup(databaseUrl: string, output: Writable): Promise<BackupReport> {
  const client = newClient(connectionWithoutLimits(databaseUrl, 'rollcall-backup'));
  // The statement that fails reports the lost connection.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await takeMigrationLock('shared', async (sql) => (await client.query<{ taken: boolean }>(sql)).rows);
    await client.query('begin isolation level repeatable read read only');
    return await write(client, new HashedOutput(output));
  } finally {
    await client.end();
  }
}

async function write(client: Client, output: HashedOutput): Promise<BackupReport> {
  const tables = await findTables(client);
  await output.writeLine({
    rollcall: 'backup',
    version: FORMAT_VERSION,
    createdAt: new Date().toISOString(),
    postgres: await postgresVersion(client),
    migrations: await migrationsOf(client, tables),
  });
  let rows = 0;
  for (const table of tables) rows += await writeTable(client, table, output);
  // After the rows: a sequence is in no snapshot, and must not be behind them.
  await output.writeLine({ sequences: await sequencesOf(client) });
  await output.writeLine({ end: true, sha256: output.digest() });
  return { tables: tables.length, rows, bytes: output.bytes };
}

/** Those of Rollcall that the database has: one that waits for migrations lacks some. Without generated columns. */
async function findTables(client: Client): Promise<TableHead[]> {
  const { rows } = await client.query<TableHead>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname = any ($1)
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      group by c.oid, c.relname order by c.relname`,
    [TABLES],
  );
  return rows;
}

async function migrationsOf(client: Client, tables: readonly TableHead[]): Promise<string[]> {
  if (!tables.some(({ table }) => table === MIGRATIONS_TABLE)) throw new StartupError('backup.nothing');
  const { rows } = await client.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE} order by id`);
  const names = rows.map(({ name }) => name);
  const known = new Set(migrations.map(({ name }) => name));
  // It may have tables that this version does not know.
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new StartupError('backup.newerDatabase', { names: unknown.join(', ') });
  return names;
}

async function writeTable(client: Client, head: TableHead, output: HashedOutput): Promise<number> {
  await output.writeLine(head);
  const columns = head.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const rows = client.query(copyTo(`copy ${client.escapeIdentifier(head.table)} (${columns}) to stdout`));
  for await (const chunk of rows) await output.write(chunk as Buffer);
  await output.write(Buffer.from(END_OF_ROWS));
  return rows.rowCount;
}

async function sequencesOf(client: Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `select sequencename as name, last_value as last from pg_sequences
      where schemaname = current_schema() and last_value is not null order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, Number(last)]));
}

async function postgresVersion(client: Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  return rows[0]?.version ?? '';
}

/** Counts and hashes what is written, and waits while the reader is slower than PostgreSQL. */
class HashedOutput {
  bytes = 0;
  readonly #output: Writable;
  readonly #hash = createHash('sha256');

  constructor(output: Writable) {
    this.#output = output;
  }

  async write(chunk: Buffer): Promise<void> {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    // `once` rejects if the output fails meanwhile.
    if (!this.#output.write(chunk)) await once(this.#output, 'drain');
  }

  writeLine(line: Line): Promise<void> {
    return this.write(Buffer.from(lineOf(line)));
  }

  /** Of what was written so far. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}
