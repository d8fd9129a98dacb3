import type { FastifyBaseLogger } from 'fastify';

/** Logs one line when the database is lost and one when it is back, however many connections a server has. */
export class Outage {
  readonly #log: FastifyBaseLogger;
  /** By `performance.now()`. */
  #since: number | undefined;

  constructor(log: FastifyBaseLogger) {
    this.#log = log;
  }

  /** An open connection failed. */
  lost(error: Error): void {
    if (this.#since !== undefined) return;
    this.#since = performance.now();
    this.#log.warn({ err: error }, 'The connection to the database was lost.');
  }

  /** A connection is open. */
  restored(): void {
    if (this.#since === undefined) return;
    const seconds = Math.round((performance.now() - this.#since) / 100) / 10;
    this.#since = undefined;
    this.#log.info({ seconds }, 'The connection to the database is back.');
  }
}
