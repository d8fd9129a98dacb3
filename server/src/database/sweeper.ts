import type { FastifyBaseLogger } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';

const INTERVAL_MS = 3_600_000;

/** Deletes rows that are no longer needed. */
export type Sweep = (db: QueryExecutorProvider) => Promise<void>;

/** Sweeps once an hour. Every server does so; rows that one has deleted are no work for the others. */
export class Sweeper {
  readonly #database: () => QueryExecutorProvider;
  readonly #log: FastifyBaseLogger;
  readonly #sweeps: readonly Sweep[];
  #timer: NodeJS.Timeout | undefined;

  constructor(database: () => QueryExecutorProvider, log: FastifyBaseLogger, sweeps: readonly Sweep[]) {
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
