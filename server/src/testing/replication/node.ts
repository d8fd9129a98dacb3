import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { pino } from 'pino';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../database/embedded/embedded-postgres.js';
import { withChildren } from '../servers/processes.js';
import type { PostgresSettings } from '../../database/embedded/settings.js';

/** One PostgreSQL of a pair. */
export class PostgresNode {
  readonly #postgres: EmbeddedPostgres;
  readonly #clients = new Map<string, pg.Client>();

  private constructor(postgres: EmbeddedPostgres) {
    this.#postgres = postgres;
  }

  static async start(dataDir: string, settings: PostgresSettings): Promise<PostgresNode> {
    return new PostgresNode(
      await startEmbeddedPostgres({ dataDir, log: pino({ level: 'silent' }), settings }),
    );
  }

  get url(): string {
    return this.#postgres.url;
  }

  /** As host:port. */
  get host(): string {
    return new URL(this.url).host;
  }

  get cluster(): string {
    return this.#postgres.cluster;
  }

  /** On one connection per database, so that session settings persist. */
  async query<T extends pg.QueryResultRow>(
    sql: string,
    values: unknown[] = [],
    url: string = this.url,
  ): Promise<T[]> {
    let client = this.#clients.get(url);
    if (!client) {
      this.#clients.set(url, (client = new pg.Client({ connectionString: url })));
      // The node may be killed.
      client.on('error', () => this.#clients.delete(url));
      await client.connect();
    }
    return (await client.query<T>(sql, values)).rows;
  }

  /** Ends it like a crash. */
  async kill(): Promise<void> {
    for (const pid of await withChildren(await this.#pid())) process.kill(pid, 'SIGKILL');
    await this.#postgres.ended;
  }

  /** Stops or continues all of its processes. To others it looks like a machine that hangs. */
  async signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    for (const pid of await withChildren(await this.#pid())) process.kill(pid, signal);
  }

  async #pid(): Promise<number> {
    return Number.parseInt(await readFile(`${this.cluster}/postmaster.pid`, 'utf8'), 10);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.end().catch(() => undefined)));
    this.#clients.clear();
    await this.#postgres.stop();
  }
}
