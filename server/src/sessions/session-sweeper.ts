import type { FastifyBaseLogger } from 'fastify';
import { type QueryExecutorProvider, sql } from 'kysely';

const INTERVAL_MS = 3_600_000;

/** How long a session that has ended is kept, for whoever looks into what happened. */
const KEPT_DAYS = 30;

/** Few enough for a statement of a moment; the next ones go with the next turn. */
const MOST_AT_ONCE = 10_000;

/** Forgets sessions that ended long ago, once an hour. Every server does; what one has taken, another leaves. */
export class SessionSweeper {
  readonly #database: () => QueryExecutorProvider;
  readonly #log: FastifyBaseLogger;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: () => QueryExecutorProvider, log: FastifyBaseLogger) {
    this.#database = database;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => {
      sweepSessions(this.#database()).catch((error: unknown) =>
        this.#log.warn({ err: error }, 'Old sessions could not be swept.'),
      );
    }, INTERVAL_MS);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

export async function sweepSessions(db: QueryExecutorProvider): Promise<void> {
  await sql`delete from sessions where id in (
    select id from sessions where expires_at < now() - make_interval(days => ${KEPT_DAYS})
      or revoked_at < now() - make_interval(days => ${KEPT_DAYS})
    limit ${MOST_AT_ONCE} for update skip locked)`.execute(db);
}
