import type { FastifyBaseLogger } from 'fastify';
import type { Connection } from '../connection.js';
import type { Result, Step } from '../pipeline/pipeline-batch.js';
import type { LaneStep } from '../pipeline/read-lanes.js';
import { later, type Lsn, START } from './lsn.js';
import { Replica } from './replica.js';

/** How often the position of each replica is read, if reads do not show it more often. */
const LOOK_MS = 500;

interface Options {
  connections: readonly Connection[];
  log: FastifyBaseLogger;
  replayed: Step;
  /** Asks the primary where it is; undefined if it cannot be asked. */
  primary: () => Promise<Lsn | undefined>;
  maxLagMs: number;
}

/** The standbys that answer reads which may be a moment old (decision 62). */
export class Replicas {
  readonly #all: readonly Replica[];
  readonly #primary: Options['primary'];
  #timer: NodeJS.Timeout | undefined;
  #next = 0;
  /** The LSN that the news to this server's subscribers implies; undefined while it is not known. */
  #newest: Lsn | undefined = START;
  #newsCount = 0;

  constructor({ connections, primary, ...options }: Options) {
    this.#all = connections.map((connection) => new Replica({ connection, ...options }));
    this.#primary = primary;
  }

  start(): void {
    for (const replica of this.#all) replica.start();
    this.#timer = setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#all.map((replica) => replica.close()));
  }

  /**
   * Subscribers get news of a write. Their next read must not be older: a row older than the news would replace the newer one
   * on screen.
   */
  async noteNews(): Promise<void> {
    this.#newest = undefined;
    const count = ++this.#newsCount;
    const lsn = await this.#primary();
    if (count === this.#newsCount && lsn !== undefined) this.#newest = lsn;
  }

  /** @param lsn what the session has seen, at least */
  reads(lsn: Lsn): ReplicaReads {
    return new ReplicaReads((least) => this.#pick(least), lsn);
  }

  /** One that has replayed that much; the next one each time. */
  #pick(lsn: Lsn): Picked | undefined {
    if (this.#newest === undefined) return undefined;
    const least = later(lsn, this.#newest);
    for (let tried = 0; tried < this.#all.length; tried += 1) {
      const replica = this.#all[(this.#next = (this.#next + 1) % this.#all.length)];
      if (replica?.mayHave(least)) return { replica, least };
    }
    return undefined;
  }

  async #look(): Promise<void> {
    const lsn = await this.#primary();
    this.#newest ??= lsn;
    await Promise.all(this.#all.map((replica) => replica.lookInTime(lsn)));
  }
}

/** The reads of one request. Each sees at least what those before it have seen, whichever replica answers. */
export class ReplicaReads {
  readonly #pick: (lsn: Lsn) => Picked | undefined;
  #lsn: Lsn;

  constructor(pick: (lsn: Lsn) => Picked | undefined, lsn: Lsn) {
    this.#pick = pick;
    this.#lsn = lsn;
  }

  /** The rows of a step; undefined, at once or later, if the primary must be asked. */
  read(step: LaneStep): Promise<Result | undefined> | undefined {
    const picked = this.#pick(this.#lsn);
    return picked && this.#readFrom(picked, step);
  }

  async #readFrom({ replica, least }: Picked, step: LaneStep): Promise<Result | undefined> {
    const answer = await replica.read(step, least);
    if (!answer) return undefined;
    this.#lsn = later(this.#lsn, answer.replayed);
    return answer.rows;
  }
}

interface Picked {
  replica: Replica;
  /** What it must have replayed. */
  least: Lsn;
}
