import type { FastifyBaseLogger } from 'fastify';
import { Pool } from 'pg';
import { hasUnsealed, sealAudit } from './audit-seal.service.js';

/** How long an entry may stay unsealed, and the price of a short one: one look into an index each time. */
const INTERVAL_MS = 1_000;

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 20_000;

/** Seals the audit trail behind the writers, on a connection of its own. Every server has one; they take turns. */
export class AuditSealer {
  readonly #pool: Pool;
  readonly #log: FastifyBaseLogger;
  #timer: NodeJS.Timeout | undefined;
  #sealing: Promise<void> | undefined;
  #failing = false;
  #closed = false;

  constructor(databaseUrl: string, log: FastifyBaseLogger) {
    this.#log = log;
    this.#pool = new Pool({
      connectionString: databaseUrl,
      application_name: 'rollcall-seals',
      max: 1,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    });
    // A lost connection is told by the statement that fails for it.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
    this.#pool.on('error', () => undefined);
  }

  /** Call it before anything is written: it also sees to a database that was restored. */
  async start(): Promise<void> {
    await this.#seal(true);
    this.#wait();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#sealing;
    await this.#pool.end();
  }

  #wait(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#sealing = this.#turn().finally(() => this.#wait());
    }, INTERVAL_MS);
  }

  async #turn(): Promise<void> {
    try {
      await this.#seal(false);
      this.#failing = false;
    } catch (error) {
      // Once for each time that the database is away, not each second.
      if (!this.#failing) this.#log.warn({ err: error }, 'The audit trail could not be sealed yet.');
      this.#failing = true;
    }
  }

  async #seal(first: boolean): Promise<void> {
    const client = await this.#pool.connect();
    let whole = false;
    try {
      if (first || (await hasUnsealed(client))) await sealAudit(client, first);
      whole = true;
    } finally {
      client.release(!whole);
    }
  }
}
