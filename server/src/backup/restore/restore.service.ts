import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { connectionWithoutLimits } from '../../database/connection.js';
import { migrations } from '../../database/migrations/index.js';
import { takeMigrationLock } from '../../database/migrations/migration-lock.js';
import { notices } from '../../database/migrations/notices.js';
import { MIGRATIONS_TABLE, ormOptions, TABLES } from '../../database/orm.js';
import { StartupError } from '../../startup/startup-error.js';
import type { Header, Sequences, TableHead } from '../backup-format.js';
import { BackupReader } from './backup-reader.js';
import { detachSchema } from './detached-schema.js';

export interface RestoreReport {
  /** When the backup was made, ISO 8601. */
  createdAt: string;
  tables: number;
  rows: number;
}

interface RestoreOptions {
  /** Tables whose rows are stored. The others are read for the checksum alone. All by default. */
  only?: readonly string[];
  /** Receives the findings of a migration that a person has to check. */
  warn?: (what: object, text: string) => void;
}

/**
 * Restores a backup into an empty database: the migrations that the backup had, its rows, then the migrations since. One transaction:
 * if it fails, or the checksum does not match, the database is empty again.
 */
export async function restoreBackup(
  databaseUrl: string,
  input: AsyncIterable<Buffer>,
  options: RestoreOptions = {},
): Promise<RestoreReport> {
  const reader = new BackupReader(input);
  try {
    const header = await reader.header();
    assertKnown(header);
    return await withConnection(databaseUrl, (connection) => restore(reader, header, connection, options));
  } finally {
    await reader.close();
  }
}

async function restore(
  reader: BackupReader,
  header: Header,
  { orm, use }: Connection,
  options: RestoreOptions,
): Promise<RestoreReport> {
  await use(async (client) => {
    await client.query('begin');
    await takeMigrationLock('alone', async (sql) => (await client.query<{ taken: boolean }>(sql)).rows);
    await client.query("set local maintenance_work_mem = '512MB'");
    await assertEmpty(client);
  });
  await orm.migrator.up({ migrations: header.migrations });
  const report = await use((client) => load(client, reader, options.only ?? TABLES));
  await orm.migrator.up();
  await use(async (client) => {
    await client.query('commit');
    await client.query('vacuum (analyze)');
  });
  for (const { text, ...what } of notices.splice(0)) options.warn?.(what, text);
  return { createdAt: header.createdAt, ...report };
}

function assertKnown({ migrations: names }: Header): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new StartupError('restore.newer', { names: unknown.join(', ') });
}

/** Tables of extensions do not count. */
async function assertEmpty(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class c
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by 1 limit 1`,
  );
  const [found] = rows;
  if (found) throw new StartupError('restore.notEmpty', { table: found.name });
}

async function load(
  client: PoolClient,
  reader: BackupReader,
  only: readonly string[],
): Promise<Pick<RestoreReport, 'tables' | 'rows'>> {
  const attach = await detachSchema(client);
  // Their own rows, such as the roles of the first migration.
  await client.query(`do $$ declare name text; begin
    for name in select c.oid::regclass from pg_class c
      where relnamespace = current_schema()::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0
    loop execute 'delete from ' || name; end loop; end $$`);
  const report = { tables: 0, rows: 0 };
  for (let part = await reader.next(); part; part = await reader.next()) {
    if ('sequences' in part) await setSequences(client, part);
    else if (only.includes(part.table) || part.table === MIGRATIONS_TABLE) {
      report.tables += 1;
      report.rows += await loadTable(client, part, reader);
    } else for await (const chunk of reader.tableRows()) void chunk;
  }
  await attach();
  return report;
}

async function loadTable(
  client: PoolClient,
  { table, columns }: TableHead,
  reader: BackupReader,
): Promise<number> {
  const names = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const copy = client.query(copyFrom(`copy ${client.escapeIdentifier(table)} (${names}) from stdin`));
  await pipeline(Readable.from(reader.tableRows(), { objectMode: false }), copy);
  return copy.rowCount;
}

async function setSequences(client: PoolClient, { sequences }: Sequences): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    await client.query('select setval(quote_ident($1)::regclass, $2)', [name, last]);
  }
}

interface Connection {
  orm: MikroORM;
  /** Runs statements on the connection that the migrator uses as well. */
  use: <T>(work: (client: PoolClient) => Promise<T>) => Promise<T>;
}

/** MikroORM's migrator on one connection, with no transactions of its own: it runs within the caller's. */
async function withConnection<T>(
  databaseUrl: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const options = ormOptions(databaseUrl);
  let pool: Pool | undefined;
  const orm = await MikroORM.init({
    ...options,
    logger: () => undefined,
    pool: { min: 1, max: 1 },
    migrations: { ...options.migrations, transactional: false, allOrNothing: false },
    driverOptions: {
      ...connectionWithoutLimits(databaseUrl, 'rollcall-restore'),
      // The pool would close the connection, and with it the transaction, while a slow input has nothing to read.
      idleTimeoutMillis: 0,
      onPoolCreated: (created: Pool) => (pool = created),
    },
  });
  try {
    await orm.connect();
    const use = async <R>(statements: (client: PoolClient) => Promise<R>): Promise<R> => {
      if (!pool) throw new Error('the pool was not created');
      const client = await pool.connect();
      try {
        return await statements(client);
      } finally {
        client.release();
      }
    };
    return await work({ orm, use });
  } finally {
    // Ends the connection, and so rolls back what was not committed.
    await orm.close(true);
    // Kysely ends only a pool that it has used.
    if (pool && !pool.ended) await pool.end();
  }
}
