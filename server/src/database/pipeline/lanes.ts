import type { FastifyBaseLogger } from 'fastify';
import type { Connection } from '../connection.js';
import type { Step } from './pipeline-batch.js';
import { Outage } from './outage.js';
import { Pipeline } from './pipeline.js';
import type { Lease, PipelineFigures } from './pipeline-lease.js';
import { figuresOf, ReadLanes } from './read-lanes.js';
import { BudgetSpentError, currentBudget, Slots } from '../request-budget.js';

/**
 * Concurrent commits reach the disk together. With four connections, sixteen concurrent creates took a fifth more CPU, and a
 * quarter fewer were done, than with eight.
 */
const WRITERS = 10;

/** Writers that are reserved for signing in and for the viewer, see request-budget.ts. */
const RESERVED_WRITERS = 2;

/** A transaction has a connection of its own and waits for locks until the statement timeout. */
function waiting({ lock_timeout: _limit, ...connection }: Connection): Connection {
  return connection;
}

/** The pipelined connections to the database that takes writes: those that read, and those for transactions. */
export class Lanes extends ReadLanes {
  readonly #writers: Pipeline;
  readonly #sharedWriters = new Slots(WRITERS - RESERVED_WRITERS);

  constructor(connection: Connection, log: FastifyBaseLogger, first: Step) {
    const outage = new Outage(log);
    super(connection, outage, first);
    this.#writers = new Pipeline(waiting(connection), WRITERS, outage);
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
        if (lease) cancelling = this.cancel(lease.processId);
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

  override get figures(): Readonly<Record<'reads' | 'searches' | 'filters' | 'writes', PipelineFigures>> {
    return { ...super.figures, writes: figuresOf(this.#writers, this.#sharedWriters.waiting) };
  }

  protected override get pipelines(): Pipeline[] {
    return [...super.pipelines, this.#writers];
  }
}
