import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { connectionTo, connectionWithoutLimits } from '../connection.js';
import { migrations } from '../migrations/index.js';
import { MIGRATION_LOCK } from '../migrations/migration-lock.js';
import { notices } from '../migrations/notices.js';
import { MIGRATIONS_TABLE, ormOptions } from '../orm.js';

/**
 * Brings the database up to date. Servers that start at the same time do it one after the other.
 * On a connection of its own, as it may take longer than a request's statement may.
 * @param warn is given what a migration found that a person has to look at.
 */
export async function migrate(
  databaseUrl: string,
  warn: (what: object, text: string) => void = () => undefined,
): Promise<void> {
  if (await isUpToDate(databaseUrl)) return;
  const options = ormOptions(databaseUrl);
  const orm = await MikroORM.init({
    ...options,
    // It tells each migration, and the start of a server is to print one line.
    logger: () => undefined,
    pool: { min: 0, max: 2 },
    driverOptions: connectionWithoutLimits(databaseUrl, 'rollcall'),
  });
  try {
    await orm.em.transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
      await orm.migrator.up();
    });
    for (const { text, ...what } of notices.splice(0)) warn(what, text);
  } finally {
    await orm.close(true);
  }
}

/** Most starts have nothing to do: one statement tells, where MikroORM's migrator takes ten and an ORM of its own. */
async function isUpToDate(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client(connectionTo(databaseUrl, 'rollcall'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE}`);
    const done = new Set(rows.map(({ name }) => name));
    return migrations.every(({ name }) => done.has(name));
  } catch {
    // A new database, mostly. What is wrong with any other, migrating tells.
    return false;
  } finally {
    await client.end();
  }
}
