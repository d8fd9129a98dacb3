import type { FastifyBaseLogger } from 'fastify';
import { Client } from 'pg';
import { connectionTo } from '../database/connection.js';
import { hasUnsealed, sealAudit } from './audit-seal.service.js';

/** How long an entry may stay unsealed, and the price of a short one: one look into an index each time. */
const INTERVAL_MS = 1_000;

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 20_000;

/** Seals the audit trail behind the writers, on a connection of its own. Every server has one; they take turns. */
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

  /** Call it before anything is written: it also sees to a database that was restored. */
  async start(): Promise<void> {
    await this.#seal(true);
    this.#wait();
  }

  /** What is being sealed is given up; whoever seals next takes it up. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#disconnect();
    await this.#sealing;
    // It may have been about to connect.
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
      // Once for each time that the database is away, not each second.
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
    const client = new Client({
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ...connectionTo(this.#databaseUrl, 'rollcall-seals'),
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    });
    // A lost connection is told by the statement that fails for it.
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
