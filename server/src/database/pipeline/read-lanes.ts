import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { Connection } from '../connection.js';
import type { Outage } from './outage.js';
import type { Result, Step } from './pipeline-batch.js';
import { Pipeline } from './pipeline.js';
import type { PipelineFigures } from './pipeline-lease.js';
import { currentBudget } from '../request-budget.js';

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
function planned(connection: Connection, lane: 'generic' | 'custom'): Connection {
  return { ...connection, options: `${connection.options ?? ''} -c plan_cache_mode=force_${lane}_plan` };
}

/** The pipelined connections that read from one database server: for short reads, and for long reads by their plan. */
export class ReadLanes {
  /** The first step of every message of reads. */
  readonly #first: Step;
  readonly #readers: Pipeline;
  readonly #searchers: Pipeline;
  readonly #searchInTurn = pLimit(SEARCHERS);
  readonly #filterers: Pipeline;
  readonly #filterInTurn = pLimit(FILTERERS);

  constructor(connection: Connection, outage: Pick<Outage, 'lost' | 'restored'>, first: Step) {
    this.#first = first;
    this.#readers = new Pipeline(connection, READERS, outage, first);
    this.#searchers = new Pipeline(planned(connection, 'generic'), SEARCHERS, outage);
    this.#filterers = new Pipeline(planned(connection, 'custom'), FILTERERS, outage);
  }

  /** Resolves when a connection of each lane is open. */
  async start(): Promise<void> {
    await Promise.all(this.pipelines.map((pipeline) => pipeline.start()));
  }

  /** Opens the connections, and tries again for as long as it takes. */
  startInBackground(): void {
    for (const pipeline of this.pipelines) pipeline.startInBackground();
  }

  /** Finishes pending statements first. */
  async close(): Promise<void> {
    await Promise.all(this.pipelines.map((pipeline) => pipeline.close()));
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
      const cancel = () => void (cancelling = this.cancel(processId));
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
  get figures(): Readonly<Record<'reads' | 'searches' | 'filters', PipelineFigures>> {
    return {
      reads: figuresOf(this.#readers),
      searches: figuresOf(this.#searchers, this.#searchInTurn.pendingCount),
      filters: figuresOf(this.#filterers, this.#filterInTurn.pendingCount),
    };
  }

  protected async cancel(processId: number): Promise<void> {
    try {
      await this.#readers.run([{ statement: CANCEL, values: [processId] }]);
    } catch {
      // The statement timeout ends it.
    }
  }

  protected get pipelines(): Pipeline[] {
    return [this.#readers, this.#searchers, this.#filterers];
  }
}

/** @param waiting calls that wait before they reach the pipeline */
export function figuresOf({ figures }: Pipeline, waiting = 0): PipelineFigures {
  return { ...figures, waiting: figures.waiting + waiting };
}
