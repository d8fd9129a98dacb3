// Must come before the entities: their decorators (TypeGraphQL) write metadata.
import 'reflect-metadata';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type { FastifyBaseLogger } from 'fastify';
import pg, { type Pool } from 'pg';
import { Role } from '../roles/role.entity.js';
import { User } from '../users/user.entity.js';
import { type Connection, connectionTo } from './connection.js';
import { migrations } from './migrations/index.js';
import { type PoolFigures, spendByBudget } from './request-budget.js';
import { watchCommits } from './failure/unknown-outcome.js';

/** No statement of a request may run longer than this. */
const STATEMENT_TIMEOUT_MS = 15_000;

/** An abandoned transaction must not hold its locks forever. */
const IDLE_IN_TRANSACTION_MS = 30_000;

/** For a connection whose other end disappeared silently. Longer than any slow statement takes. */
const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;

/** How long a request waits for a connection: until a new one is open, or one of the pool is free. */
const CONNECT_TIMEOUT_MS = 15_000;

export const MIGRATIONS_TABLE = 'migrations';

/** Written by triggers, by separate statements, and by the migrator itself. */
const TABLES_WITHOUT_ENTITY: readonly string[] = [
  'user_counts',
  'user_facet_counts',
  'daily_counts',
  'saved_views',
  'sample_users',
  'bulk_jobs',
  'bulk_items',
  'user_imports',
  'user_import_parts',
  'user_import_rows',
  'feedback',
  'usage_day',
  'usage_setting',
  'users_not_counted',
  'access_epoch',
  'sessions',
  'access_tokens',
  'sign_in_limits',
  'setup_links',
  'secrets',
  'invitations',
  'password_resets',
  'audit_entries',
  'audit_seals',
  'totp_factors',
  'recovery_codes',
  'sign_in_challenges',
  'passkeys',
  'passkey_challenges',
  'idempotency_keys',
  'email_changes',
  MIGRATIONS_TABLE,
];

/** All tables of Rollcall. A backup contains them. */
export const TABLES: readonly string[] = ['users', 'roles', 'user_roles', ...TABLES_WITHOUT_ENTITY];

/** Two cores seldom profit from more. PgBouncer or a larger machine may need another number. */
const POOL_SIZE = 10;

/** The options that every use of the database shares: the application, the migrations, the tests. */
export function ormOptions(databaseUrl: string): Options {
  const connection = connectionTo(databaseUrl, 'rollcall');
  return {
    // The rest of the connection is in driverOptions: MikroORM would read no more than this of a clientUrl.
    dbName: connection.database ?? '',
    entities: [User, Role],
    extensions: [Migrator],
    forceUtcTimezone: true,
    // It would create a missing database, with its own choice of locale.
    ensureDatabase: false,
    pool: { min: 0, max: POOL_SIZE },
    driverOptions: {
      ...connection,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    },
    migrations: {
      migrationsList: migrations,
      tableName: MIGRATIONS_TABLE,
      snapshot: false,
    },
    schemaGenerator: {
      skipTables: [...TABLES_WITHOUT_ENTITY],
      ignoreTriggers: true,
      ignoreRoutines: true,
    },
  };
}

/** Opens the pool that serves requests. */
export async function openDatabase(
  databaseUrl: string,
  log: FastifyBaseLogger,
): Promise<{ orm: MikroORM; poolFigures: () => PoolFigures }> {
  const options = ormOptions(databaseUrl);
  // MikroORM makes the pool when it is first used.
  let poolFigures = (): PoolFigures => ({ used: 0, idle: 0, waiting: 0 });
  const orm = await MikroORM.init({
    ...options,
    logger: (line) => log.warn(line),
    driverOptions: {
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ...options.driverOptions,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
      onPoolCreated: (pool: Pool) => {
        watchCommits(pool);
        poolFigures = spendByBudget(pool, POOL_SIZE);
      },
    },
  });
  return { orm, poolFigures: () => poolFigures() };
}

/** For pipelined connections, which are no part of the pool. */
export function pipelineConfig(databaseUrl: string): Connection {
  return pipelined(connectionTo(databaseUrl, 'rollcall-fast'));
}

/** For pipelined connections to a standby. */
export function replicaConfig(url: string): Connection {
  // Not those of connectionTo, which refuse a standby.
  return { ...pipelined(connectionTo(url, 'rollcall-replica')), Client: pg.Client };
}

function pipelined(connection: Connection): Connection {
  return {
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...connection,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    // A read that waits longer for a lock holds up the reads behind it. The pool serves it then.
    lock_timeout: PIPELINE_LOCK_TIMEOUT_MS,
    keepAlive: true,
  };
}

const PIPELINE_LOCK_TIMEOUT_MS = 1_000;
