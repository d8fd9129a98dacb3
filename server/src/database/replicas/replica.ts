import type { FastifyBaseLogger } from 'fastify';
import type { Connection } from '../connection.js';
import type { Result, Step } from '../pipeline/pipeline-batch.js';
import { type LaneStep, ReadLanes } from '../pipeline/read-lanes.js';
import { later, type Lsn, START } from './lsn.js';

/** A replica that has not replayed what the primary had written this long ago is not asked. */
export const MAX_LAG_MS = 5_000;

/** A replica that does not answer for this long counts as away. */
const SILENCE_MS = 2_000;

/** Why a replica is not asked. */
type Fault = 'away' | 'behind' | 'promoted';

interface Options {
  connection: Connection;
  log: FastifyBaseLogger;
  /** Reads what the server has replayed: the first step of every message. */
  replayed: Step;
  maxLagMs: number;
}

/**
 * A standby that answers reads. Every message begins with what the server has replayed, so an answer is known to be new enough
 * whichever server stands behind the address, and no read costs a statement more.
 */
export class Replica {
  readonly #lanes: ReadLanes;
  readonly #log: FastifyBaseLogger;
  readonly #name: string;
  readonly #maxLagMs: number;
  /** What it had replayed by its last answer. */
  #reached: Lsn = START;
  #fault: Fault | undefined = 'away';
  /** By `performance.now()`; undefined until it has been used or logged. */
  #faultSince: number | undefined;
  /** Where the primary was, and when: how long the replica takes to be there is its lag. */
  #goal: { lsn: Lsn; at: number } | undefined;
  #looking: Promise<void> | undefined;
  readonly #pending = new Set<() => void>();

  constructor({ connection, log, replayed, maxLagMs }: Options) {
    this.#log = log;
    this.#maxLagMs = maxLagMs;
    this.#name = `${connection.host ?? ''}:${connection.port ?? ''}`;
    const outage = { lost: () => this.#fail('away'), restored: () => undefined };
    this.#lanes = new ReadLanes(connection, outage, replayed);
  }

  start(): void {
    this.#lanes.startInBackground();
  }

  close(): Promise<void> {
    return this.#lanes.close();
  }

  /** Whether it can answer. If it is behind, its position is read again for later reads. */
  mayHave(lsn: Lsn): boolean {
    if (this.#fault) return false;
    if (this.#reached >= lsn) return true;
    void this.look();
    return false;
  }

  /**
   * The rows of a step, and what the replica had replayed before it; undefined if another server must be asked.
   * @param lsn what it must have replayed
   */
  async read(step: LaneStep, lsn: Lsn): Promise<OldRows | undefined> {
    const results = await this.#unlessAway(this.#lanes.read([step]));
    const [first, rows] = results ?? [];
    const replayed = first && this.#note(first);
    return rows && replayed !== undefined && replayed >= lsn ? { rows, replayed } : undefined;
  }

  /**
   * Asks how far it is.
   * @param primary where the primary is
   */
  look(primary?: Lsn): Promise<void> {
    return (this.#looking ??= this.#look(primary).finally(() => (this.#looking = undefined)));
  }

  async #look(primary: Lsn | undefined): Promise<void> {
    const at = performance.now();
    const [first] = (await this.#unlessAway(this.#lanes.readShort([]))) ?? [];
    if (!first) return this.#fail('away');
    const replayed = this.#note(first);
    if (replayed === undefined) return;
    if (primary !== undefined) this.#goal ??= { lsn: primary, at };
    if (!this.#goal) return;
    const isLate = at - this.#goal.at > this.#maxLagMs;
    if (replayed < this.#goal.lsn) {
      if (isLate) this.#fail('behind');
      return;
    }
    // A goal that was reached too late does not show the present lag. The next goal does.
    this.#goal = undefined;
    if (!isLate) this.#restore();
  }

  /** Undefined for an error, and if the replica turns out to be away in the meantime. */
  async #unlessAway(answer: Promise<Result[] | undefined> | undefined): Promise<Result[] | undefined> {
    if (!answer) return undefined;
    let giveUp: () => void = () => undefined;
    const away = new Promise<undefined>((resolve) => (giveUp = () => resolve(undefined)));
    this.#pending.add(giveUp);
    try {
      // After any error, such as a conflict with the replay, the primary is asked.
      return await Promise.race([answer.catch(() => undefined), away]);
    } finally {
      this.#pending.delete(giveUp);
    }
  }

  #note(first: Result): Lsn | undefined {
    const replayed = first[0]?.[0] ?? undefined;
    if (replayed === undefined) this.#fail('promoted');
    else this.#reached = later(this.#reached, replayed);
    return replayed;
  }

  #fail(fault: Fault): void {
    for (const giveUp of this.#pending) giveUp();
    // Another server may be at the address by the next answer.
    if (fault === 'away') this.#reached = START;
    this.#goal = fault === 'behind' ? this.#goal : undefined;
    if (this.#fault === fault && this.#faultSince !== undefined) return;
    this.#fault = fault;
    this.#faultSince ??= performance.now();
    this.#log.warn({ replica: this.#name, reason: fault }, 'A replica is not used.');
  }

  #restore(): void {
    if (this.#faultSince !== undefined) {
      const seconds = Math.round((performance.now() - this.#faultSince) / 100) / 10;
      this.#log.info({ replica: this.#name, seconds }, 'A replica is used again.');
    }
    this.#fault = undefined;
    this.#faultSince = undefined;
  }

  /** Gives up what it has not answered for too long. */
  async lookInTime(primary: Lsn | undefined): Promise<void> {
    const late = setTimeout(() => this.#fail('away'), SILENCE_MS);
    try {
      await this.look(primary);
    } finally {
      clearTimeout(late);
    }
  }
}

interface OldRows {
  rows: Result;
  replayed: Lsn;
}
