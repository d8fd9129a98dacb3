import { availableParallelism } from 'node:os';
import type { FastifyBaseLogger } from 'fastify';
import pLimit from 'p-limit';
import type { ClientConfig } from 'pg';
import type { Result, Step } from './pipeline-batch.js';
import { type Lease, Pipeline } from './pipeline.js';
import { BudgetSpentError, currentBudget, Slots } from './request-budget.js';

/**
 * Where a statement runs, by what it takes and how PostgreSQL plans it, in its own words. `short`: it may stand before
 * others' on one connection, as its plan is known and reads what it answers with. `generic`: it takes long, by one plan for
 * any values. `custom`: it takes long, and has to be planned by its values each time.
 */
export type Lane = 'short' | 'generic' | 'custom';

export interface LaneStep extends Step {
  readonly lane: Lane;
}

/** So that one request's statements run while another's rows are written. More gained nothing on two cores. */
const READERS = 2;

/**
 * Commits of different connections reach the disk together; on one, each waits for the one before. With four, sixteen
 * who create at once took a fifth more CPU and did a quarter less.
 */
const WRITERS = 10;

/** Of the writers: kept for signing in and for the viewer, see request-budget.ts. */
const RESERVED_WRITERS = 2;

/**
 * For what takes long: one at a time on each, as it would hold up what is behind it. Filters by as many as processors and
 * one: with two processors, four took as long for all together, and a tenth longer for the slowest. Searches are over sooner:
 * by six instead of four they were 3 % more.
 */
const FILTERERS = Math.min(availableParallelism() + 1, 8);
const SEARCHERS = Math.min(availableParallelism() + 4, 8);

const CANCEL = { name: 'rollcall_cancel', text: 'select pg_cancel_backend($1::int)' };

/** With more waiting, the pool's connections help out. */
const MAX_WAITING = 100;

/**
 * Left to itself, PostgreSQL takes one plan for any values from a statement's sixth time on, where it thinks that no dearer.
 * For a filter it may be: 636 ms for some digits, once. For a search it is what is wanted, and planning each time
 * would take half a millisecond: as long as most of them.
 */
function planned(connection: ClientConfig, lane: 'generic' | 'custom'): ClientConfig {
  return { ...connection, options: `${connection.options ?? ''} -c plan_cache_mode=force_${lane}_plan` };
}

/** A transaction has its connection to itself, and waits for a lock as long as a statement may take. */
function waiting({ lock_timeout: _limit, ...connection }: ClientConfig): ClientConfig {
  return connection;
}

/** The pipelined connections of a server: for short reads, for long ones by how they are planned, and for writes. */
export class Lanes {
  /** Reads begin with it, so that its rows come first. */
  readonly #first: Step;
  readonly #readers: Pipeline;
  readonly #writers: Pipeline;
  readonly #sharedWriters = new Slots(WRITERS - RESERVED_WRITERS);
  readonly #searchers: Pipeline;
  readonly #searchInTurn = pLimit(SEARCHERS);
  readonly #filterers: Pipeline;
  readonly #filterInTurn = pLimit(FILTERERS);

  constructor(connection: ClientConfig, log: FastifyBaseLogger, first: Step) {
    this.#first = first;
    this.#readers = new Pipeline(connection, READERS, log, first);
    this.#writers = new Pipeline(waiting(connection), WRITERS, log);
    this.#searchers = new Pipeline(planned(connection, 'generic'), SEARCHERS, log);
    this.#filterers = new Pipeline(planned(connection, 'custom'), FILTERERS, log);
  }

  /** Resolves when its connections stand. */
  async start(): Promise<void> {
    await Promise.all(this.#pipelines.map((pipeline) => pipeline.start()));
  }

  /** What is under way is finished first. */
  async close(): Promise<void> {
    await Promise.all(this.#pipelines.map((pipeline) => pipeline.close()));
  }

  /** The rows of the first step and those of short steps, in one message; undefined where the pool must be asked. */
  readShort(steps: readonly Step[]): Promise<Result[]> | undefined {
    return this.#readers.run(steps);
  }

  /** The same of any steps: the first step's rows come before those of the first one. */
  read(steps: readonly LaneStep[]): Promise<Result[] | undefined> | undefined {
    if (steps.every(({ lane }) => lane === 'short')) return this.#readers.run(steps);
    const waiting = this.#searchInTurn.pendingCount + this.#filterInTurn.pendingCount;
    return waiting < MAX_WAITING ? this.#readLong(steps) : undefined;
  }

  /**
   * A connection for one transaction. When the budget of the request ends, what runs on it is cancelled.
   * @param work is given how to say what else ends it
   */
  withWriter<T>(
    work: (lease: Lease, onEnd: (end: (error: Error) => void) => void) => Promise<T>,
  ): Promise<T> {
    const budget = currentBudget();
    const run = async (ends: Set<() => void>) => {
      let end: ((error: Error) => void) | undefined;
      let cancelling: Promise<unknown> | undefined;
      let lease: Lease | undefined;
      let isOver = false;
      const cancel = () => {
        isOver = true;
        end?.(new BudgetSpentError());
        if (lease) cancelling = this.#cancel(lease.processId);
      };
      ends.add(cancel);
      try {
        const leased = (lease = await this.#writers.lease());
        // The next transaction must not be what is cancelled.
        const release: Lease['release'] = (isClean) =>
          cancelling ? void cancelling.then(() => leased.release(isClean)) : leased.release(isClean);
        if (!isOver) return await work({ ...leased, release }, (given) => (end = given));
        release(true);
        throw new BudgetSpentError();
      } finally {
        ends.delete(cancel);
      }
    };
    return budget ? budget.spend(run, this.#sharedWriters) : run(new Set());
  }

  /** A count beside its rows and not after them: whoever searched alone among a million had the answer in a fifth less time. */
  async #readLong(steps: readonly LaneStep[]): Promise<Result[] | undefined> {
    const budget = currentBudget();
    const run = (step: LaneStep, index: number) => {
      const message = index === 0 ? [this.#first, step] : [step];
      return budget
        ? budget.spend((ends) => this.#inTurn(step, message, ends))
        : this.#inTurn(step, message, new Set());
    };
    const results = await Promise.all(steps.map(run));
    return results.every((each) => each !== undefined) ? results.flat() : undefined;
  }

  /** @param ends where to say how it is cancelled: its connection has nothing else to do, so no other is met. */
  #inTurn(
    { lane }: LaneStep,
    message: readonly Step[],
    ends: Set<() => void>,
  ): Promise<Result[] | undefined> {
    const [turn, pipeline] =
      lane === 'generic' ? [this.#searchInTurn, this.#searchers] : [this.#filterInTurn, this.#filterers];
    return turn(async () => {
      let cancelling: Promise<unknown> | undefined;
      let processId = 0;
      const cancel = () => void (cancelling = this.#cancel(processId));
      ends.add(cancel);
      try {
        return await pipeline.runAlone(message, (id) => (processId = id));
      } finally {
        ends.delete(cancel);
        await cancelling;
      }
    });
  }

  async #cancel(processId: number): Promise<void> {
    try {
      await this.#readers.run([{ statement: CANCEL, values: [processId] }]);
    } catch {
      // Its own time limit ends it.
    }
  }

  get #pipelines(): Pipeline[] {
    return [this.#readers, this.#writers, this.#searchers, this.#filterers];
  }
}
