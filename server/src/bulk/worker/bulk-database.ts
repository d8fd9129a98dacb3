import { Kysely, PostgresDialect, type QueryExecutorProvider, sql } from 'kysely';
import pg from 'pg';
import { connectionTo } from '../../database/connection.js';

/** A batch takes some 0.2 s; this bounds a wait for locks. */
const STATEMENT_TIMEOUT_MS = 60_000;

/** Freezing a million users takes some seconds. This leaves ten minutes to a slow machine. */
const FREEZE_TIMEOUT_MS = 600_000;

const CONNECT_TIMEOUT_MS = 15_000;
const IDLE_IN_TRANSACTION_MS = 30_000;

/** The worker's connections, apart from those of requests: its statements take longer than a request's may. */
export class BulkDatabase {
  readonly #pool: pg.Pool;
  readonly #db: Kysely<unknown>;

  constructor(databaseUrl: string) {
    this.#pool = new pg.Pool({
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ...connectionTo(databaseUrl, 'rollcall-bulk'),
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      // For a connection whose other end disappeared silently.
      query_timeout: FREEZE_TIMEOUT_MS + STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      // Two batches overlap.
      max: 2,
    });
    // An idle connection that fails is replaced with the next use. The pool does not listen to one that is in use: its
    // statement fails, and without a listener here the process would end.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
    this.#db = new Kysely({ dialect: new PostgresDialect({ pool: this.#pool }) });
  }

  /** One transaction: committed when `work` resolves, rolled back when it throws. */
  transaction<T>(work: (db: QueryExecutorProvider) => Promise<T>, isLong = false): Promise<T> {
    return this.#db.transaction().execute(async (db) => {
      if (isLong) await sql`set local statement_timeout = ${sql.lit(FREEZE_TIMEOUT_MS)}`.execute(db);
      return work(db);
    });
  }

  close(): Promise<void> {
    return this.#db.destroy();
  }
}
