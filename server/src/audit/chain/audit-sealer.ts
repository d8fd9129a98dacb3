import type { FastifyBaseLogger } from 'fastify';
import type { Client } from 'pg';
import { connectionTo, newClient } from '../../database/connection.js';
import { hasUnsealed, sealAudit } from './audit-seal.service.js';

/** How long an entry may stay unsealed. Each interval costs one index lookup. */
const INTERVAL_MS = 1_000;

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 20_000;

/**
 * Seals the audit trail after the writers, on its own connection. Every server has one; a lock lets one of them seal at
 * a time.
 */
export class AuditSealer {
  readonly #databaseUrl: string;
  readonly #log: FastifyBaseLogger;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #sealing: Promise<void> | undefined;
  #failing = false;
  #closed = false;

  constructor(databaseUrl: string, log: FastifyBaseLogger) {
    this.#databaseUrl = databaseUrl;
    this.#log = log;
  }

  /** Call it before anything is written: it also handles a restored database. */
  async start(): Promise<void> {
    await this.#seal(true);
    this.#wait();
  }

  /** Cancels a seal in progress; the next sealer makes it. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#disconnect();
    await this.#sealing;
    // A turn that was connecting may have set a new client.
    await this.#disconnect();
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
      await this.#disconnect();
      // Logged once for each outage, not each second.
      if (!this.#failing && !this.#closed) {
        this.#log.warn({ err: error }, 'The audit trail could not be sealed yet.');
      }
      this.#failing = true;
    }
  }

  async #seal(first: boolean): Promise<void> {
    this.#client ??= await this.#connect();
    if (first || (await hasUnsealed(this.#client))) await sealAudit(this.#client, first);
  }

  async #connect(): Promise<Client> {
    const client = newClient({
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ...connectionTo(this.#databaseUrl, 'rollcall-seals'),
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    });
    // The statement that fails reports the lost connection.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async #disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }
}
