import { setTimeout as delay } from 'node:timers/promises';
import { MikroORM } from '@mikro-orm/postgresql';
import { StartupError } from '../../startup/startup-error.js';
import { connectionTo, connectionWithoutLimits, newClient } from '../connection.js';
import { migrations } from '../migrations/index.js';
import { takeMigrationLock } from '../migrations/migration-lock.js';
import { notices } from '../migrations/notices.js';
import { MIGRATIONS_TABLE, ormOptions } from '../orm.js';

/**
 * How long a migration waits for a lock on a table. Later requests wait behind it, so it gives up, and retries when these have
 * been served.
 */
const LOCK_TIMEOUT_MS = 1_000;
const PAUSE_MS = 2_000;

/** A transaction of a request ends within 30 s, an export within 15 minutes. */
const GIVE_UP_MS = 20 * 60_000;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Brings the database up to date, each migration in a transaction of its own. Servers that start at the same time do it one
 * after the other. It uses a separate connection, as it may take longer than the limit for a request's statement.
 * @param warn receives findings of a migration that a person has to check, and the fact that it waits for a lock
 */
export async function migrate(
  databaseUrl: string,
  warn: (what: object, text: string) => void = () => undefined,
): Promise<void> {
  if (await isUpToDate(databaseUrl)) return;
  const options = ormOptions(databaseUrl);
  const orm = await MikroORM.init({
    ...options,
    // It would log each migration, but the start of a server should print one line.
    logger: () => undefined,
    // One connection holds the lock, so all statements of migrations use the other.
    pool: { min: 0, max: 2 },
    migrations: { ...options.migrations, allOrNothing: false },
    driverOptions: { ...connectionWithoutLimits(databaseUrl, 'rollcall'), lock_timeout: LOCK_TIMEOUT_MS },
  });
  try {
    await orm.em.transactional(async (em) => {
      await takeMigrationLock('alone', (sql) => em.execute(sql));
      await migrateWithRetries(orm, warn);
    });
    for (const { text, ...what } of notices.splice(0)) warn(what, text);
  } finally {
    await orm.close(true);
  }
}

/** Finished migrations stay. A retry begins with the migration that failed. */
async function migrateWithRetries(orm: MikroORM, warn: (what: object, text: string) => void): Promise<void> {
  const until = performance.now() + GIVE_UP_MS;
  let migration = '';
  let noticed = 0;
  orm.migrator.on('migrating', ({ name }) => {
    migration = name;
    noticed = notices.length;
  });
  for (let tries = 0; ; tries += 1) {
    try {
      await orm.migrator.up();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
      if (performance.now() > until)
        throw new StartupError('migration.locked', { migration }, { cause: error });
      if (tries === 0) warn({ migration }, 'A migration waits for a lock on a table.');
      notices.length = noticed;
      await delay(PAUSE_MS);
    }
  }
}

/** Most starts have nothing to do. One statement checks that; MikroORM's migrator takes ten and its own ORM. */
async function isUpToDate(databaseUrl: string): Promise<boolean> {
  const client = newClient(connectionTo(databaseUrl, 'rollcall'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE}`);
    const done = new Set(rows.map(({ name }) => name));
    return migrations.every(({ name }) => done.has(name));
  } catch {
    // Usually a new database. Any other fault shows when migrating.
    return false;
  } finally {
    await client.end();
  }
}
