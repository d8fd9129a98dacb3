import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { Batch, type Result, type Step } from './pipeline-batch.js';

/**
 * Connections on which statements are sent without waiting for the answers to those before (PostgreSQL's pipelining),
 * for the few statements that nearly every request needs. It saves most of what a read costs beside PostgreSQL's own work: no pool to ask, no statement to
 * parse or to describe, and all that came in one turn of the event loop leaves in one packet.
 *
 * What is slow holds up what is behind it on the same connection, so only statements of a known, short plan belong
 * here. Whoever is given `undefined` asks through the pool instead.
 */
export class Pipeline {
  readonly #config: pg.ClientConfig;
  readonly #log: FastifyBaseLogger;
  readonly #lines: Line[];
  #watch: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param size how many connections; statements on different ones run at the same time. */
  constructor(config: pg.ClientConfig, size: number, log: FastifyBaseLogger) {
    this.#config = config;
    this.#log = log;
    this.#lines = Array.from({ length: size }, () => ({
      underWay: 0,
      heardAt: 0,
      prepared: new Set<string>(),
    }));
  }

  /** Resolves when the first connection stands. The others follow, one after the other: a start need not wait for them. */
  async start(): Promise<void> {
    // In place of pg's own limit, which takes a timer for each query.
    this.#watch = setInterval(() => this.#hangUpOnTheSilent(), SILENCE_MS / 4).unref();
    const [first, ...others] = this.#lines;
    if (first) await this.#connect(first);
    void this.#connectEach(others);
  }

  /**
   * The rows of each step, as texts; all steps are one transaction. Undefined while no connection stands.
   * Rejects with PostgreSQL's error, and then nothing of it was done.
   */
  run(steps: readonly Step[]): Promise<Result[]> | undefined {
    let free: Line | undefined;
    for (const line of this.#lines) {
      if (line.client && (!free || line.underWay < free.underWay)) free = line;
    }
    if (!free?.client) return undefined;
    return this.#send(free, free.client, steps);
  }

  /** What is under way is finished first. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    await Promise.all(
      this.#lines.map(async (line) => {
        const { client, connecting } = line;
        delete line.client;
        await connecting;
        await client?.end();
      }),
    );
  }

  #send(line: Line, client: pg.Client, steps: readonly Step[]): Promise<Result[]> {
    if (line.underWay === 0) line.heardAt = performance.now();
    line.underWay += 1;
    return new Promise((resolve, reject) => {
      const batch = new Batch(steps, line.prepared, (error, results) => {
        line.underWay -= 1;
        line.heardAt = performance.now();
        if (error) reject(error);
        else resolve(results);
      });
      client.query(batch);
    });
  }

  async #connectEach(lines: Line[]): Promise<void> {
    for (const line of lines) {
      this.#reconnect(line);
      await line.connecting;
    }
  }

  async #connect(line: Line): Promise<void> {
    const client = new pg.Client({ ...this.#config, pipeline: true } as pg.ClientConfig);
    client.on('error', (error) => this.#log.warn({ err: error }, 'A pipelined connection failed.'));
    client.on('end', () => {
      if (line.client !== client) return;
      delete line.client;
      this.#reconnect(line);
    });
    await client.connect();
    line.prepared.clear();
    line.client = client;
    if (this.#closed) await client.end();
  }

  /** The other end may be gone without a word: longer than any statement may take, nothing has come. */
  #hangUpOnTheSilent(): void {
    for (const { client, underWay, heardAt } of this.#lines) {
      if (client && underWay > 0 && performance.now() - heardAt > SILENCE_MS) {
        // Not among pg's documented properties.
        (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
      }
    }
  }

  /** Until it stands again, requests go through the pool, which tells of a database that is away. */
  #reconnect(line: Line): void {
    if (this.#closed) return;
    line.connecting = this.#connect(line).catch(() => {
      line.retry = setTimeout(() => this.#reconnect(line), RECONNECT_MS).unref();
    });
  }
}

const RECONNECT_MS = 1_000;

/** Longer than PostgreSQL lets a statement run, see orm.ts. */
const SILENCE_MS = 20_000;

interface Line {
  client?: pg.Client;
  connecting?: Promise<void>;
  retry?: NodeJS.Timeout;
  underWay: number;
  /** When an answer came last, or the first question of those under way was put; by `performance.now()`. */
  heardAt: number;
  /** Names of the statements that the connection knows. */
  prepared: Set<string>;
}
