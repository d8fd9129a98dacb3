import { availableParallelism } from 'node:os';
import type { FastifyBaseLogger } from 'fastify';
import pLimit from 'p-limit';
import type { ClientConfig } from 'pg';
import type { Result, Step } from './pipeline-batch.js';
import { Outage } from './outage.js';
import { type Lease, Pipeline, type PipelineFigures } from './pipeline.js';
import { BudgetSpentError, currentBudget, Slots } from '../request-budget.js';

/**
 * Where a statement runs. `short`: its plan is known and reads no more rows than it returns, so it shares a connection with
 * others. `generic`: it may take long, and one plan serves all values. `custom`: it may take long, and PostgreSQL plans it for
 * its values each time. The last two are PostgreSQL's terms.
 */
export type Lane = 'short' | 'generic' | 'custom';

export interface LaneStep extends Step {
  readonly lane: Lane;
}

/** One connection runs statements while the rows of the other are written. A third gained nothing on two cores. */
const READERS = 2;

/**
 * Concurrent commits reach the disk together. With four connections, sixteen concurrent creates took a fifth more CPU, and a
 * quarter fewer were done, than with eight.
 */
const WRITERS = 10;

/** Writers that are reserved for signing in and for the viewer, see request-budget.ts. */
const RESERVED_WRITERS = 2;

/**
 * Connections for long statements, each with one at a time. Filters: one more than processors; with two processors, four
 * were not faster in sum, and the slowest took a tenth longer. Searches are shorter: six instead of four did 3 % more.
 */
const FILTERERS = Math.min(availableParallelism() + 1, 8);
const SEARCHERS = Math.min(availableParallelism() + 4, 8);

const CANCEL = { name: 'rollcall_cancel', text: 'select pg_cancel_backend($1::int)' };

/** If more long statements wait, the pool serves them. */
const MAX_WAITING = 100;

/**
 * From the sixth execution on, PostgreSQL may use one generic plan for a prepared statement. For a filter it can be far too
 * slow (636 ms for some digits); for a search it is right, and planning takes 0.5 ms, as long as most searches.
 */
function planned(connection: ClientConfig, lane: 'generic' | 'custom'): ClientConfig {
  return { ...connection, options: `${connection.options ?? ''} -c plan_cache_mode=force_${lane}_plan` };
}

/** A transaction has a connection of its own and waits for locks until the statement timeout. */
function waiting({ lock_timeout: _limit, ...connection }: ClientConfig): ClientConfig {
  return connection;
}

/** The pipelined connections of a server: for short reads, for long reads by their plan, and for transactions. */
export class Lanes {
  /** The first step of every message of reads. */
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
    const outage = new Outage(log);
    this.#readers = new Pipeline(connection, READERS, outage, first);
    this.#writers = new Pipeline(waiting(connection), WRITERS, outage);
    this.#searchers = new Pipeline(planned(connection, 'generic'), SEARCHERS, outage);
    this.#filterers = new Pipeline(planned(connection, 'custom'), FILTERERS, outage);
  }

  /** Resolves when a connection of each lane is open. */
  async start(): Promise<void> {
    await Promise.all(this.#pipelines.map((pipeline) => pipeline.start()));
  }

  /** Finishes pending statements first. */
  async close(): Promise<void> {
    await Promise.all(this.#pipelines.map((pipeline) => pipeline.close()));
  }

  /** The rows of the first step, then those of the short steps, in one message; undefined if the pool must serve it. */
  readShort(steps: readonly Step[]): Promise<Result[]> | undefined {
    return this.#readers.run(steps);
  }

  /** The same for steps of any lane. */
  read(steps: readonly LaneStep[]): Promise<Result[] | undefined> | undefined {
    if (steps.every(({ lane }) => lane === 'short')) return this.#readers.run(steps);
    const waiting = this.#searchInTurn.pendingCount + this.#filterInTurn.pendingCount;
    return waiting < MAX_WAITING ? this.#readLong(steps) : undefined;
  }

  /**
   * Leases a connection for one transaction. If the budget of the request ends, its statement is cancelled.
   * @param work receives a function that registers a callback for that end
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
        // Otherwise the cancellation could reach the next transaction.
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

  /** Rows and count run at the same time: a single search among a million users took a fifth less time. */
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

  /** @param ends receives the cancellation: the connection runs nothing else, so it reaches no other statement */
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

  /** By the kind of statements. Those that wait for their turn in a lane, or for a slot, wait for a connection too. */
  get figures(): Readonly<Record<'reads' | 'searches' | 'filters' | 'writes', PipelineFigures>> {
    const of = ({ figures }: Pipeline, waiting = 0) => ({ ...figures, waiting: figures.waiting + waiting });
    return {
      reads: of(this.#readers),
      searches: of(this.#searchers, this.#searchInTurn.pendingCount),
      filters: of(this.#filterers, this.#filterInTurn.pendingCount),
      writes: of(this.#writers, this.#sharedWriters.waiting),
    };
  }

  async #cancel(processId: number): Promise<void> {
    try {
      await this.#readers.run([{ statement: CANCEL, values: [processId] }]);
    } catch {
      // The statement timeout ends it.
    }
  }

  get #pipelines(): Pipeline[] {
    return [this.#readers, this.#writers, this.#searchers, this.#filterers];
  }
}
