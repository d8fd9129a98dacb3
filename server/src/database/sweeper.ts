import type { FastifyBaseLogger } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';

const INTERVAL_MS = 3_600_000;

/** Kysely without the types of its tables. */
interface SweptDatabase extends QueryExecutorProvider {
  transaction: () => { execute: <T>(work: (db: QueryExecutorProvider) => Promise<T>) => Promise<T> };
}

/** Deletes rows that are no longer needed. */
export type Sweep = (db: SweptDatabase) => Promise<void>;

/** Sweeps once an hour. Every server does so; rows that one has deleted are no work for the others. */
export class Sweeper {
  readonly #database: () => SweptDatabase;
  readonly #log: FastifyBaseLogger;
  readonly #sweeps: readonly Sweep[];
  #timer: NodeJS.Timeout | undefined;

  constructor(database: () => SweptDatabase, log: FastifyBaseLogger, sweeps: readonly Sweep[]) {
    this.#database = database;
    this.#log = log;
    this.#sweeps = sweeps;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#sweep(), INTERVAL_MS).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #sweep(): Promise<void> {
    for (const sweep of this.#sweeps) {
      try {
        await sweep(this.#database());
      } catch (error) {
        this.#log.warn({ err: error, sweep: sweep.name }, 'Old rows could not be swept.');
      }
    }
  }
}
