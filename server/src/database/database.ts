import type { FastifyBaseLogger } from 'fastify';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { Lanes } from './pipeline/lanes.js';
import type { Result, Step } from './pipeline/pipeline-batch.js';
import { type Kept, Reads } from './reads.js';
import { currentBudget } from './request-budget.js';
import { Statements } from './pipeline/statements.js';
import { Transaction } from './transaction.js';
import { isUnanswered, markUnknownOutcome } from './unknown-outcome.js';

/** PostgreSQL's code for a division by zero: how the guard of a transaction fails. */
const GUARD_FAILED = '22012';

/** For how long after a failed epoch guard transactions check the viewer's rights: a dearer statement, but it fails less often. */
const EPOCH_MOVES_MS = 1_000;

/** Thrown if the guard of a transaction fails: the viewer may have fewer rights than when they were looked up. */
export class GuardFailedError extends Error {}

/**
 * The database as requests use it: statements with a lane and transactions use pipelined connections, all others the pool.
 * MikroORM provides the pool, the schema and the migrations; statements are composed with Kysely.
 */
export class Database {
  readonly statements: Statements;
  readonly lanes: Lanes;
  /** Reads the access epoch: the first step of every message of reads. */
  readonly epoch: Step;
  readonly #pool: QueryExecutorProvider;
  /** By `performance.now()`. */
  #movingUntil = -Infinity;

  constructor(pool: QueryExecutorProvider, connection: ClientConfig, log: FastifyBaseLogger) {
    this.#pool = pool;
    this.statements = new Statements(pool);
    this.epoch = {
      statement: this.statements.get('epoch', () => sql`select number from access_epoch`),
      values: [],
    };
    this.lanes = new Lanes(connection, log, this.epoch);
  }

  /** The access epoch; undefined if no connection is open, or the statement failed. */
  async presentEpoch(): Promise<string | undefined> {
    const [epoch] = (await this.lanes.readShort([])?.catch(() => undefined)) ?? [];
    return epoch?.[0]?.[0] ?? undefined;
  }

  /** @param check receives the epoch of each message */
  reads(check: (epoch: Result | undefined) => void): Reads {
    return new Reads({ lanes: this.lanes, statements: this.statements, pool: this.#pool, check });
  }

  /**
   * Runs `work` in a transaction within the budget of the request. It is committed when `work` resolves and rolled back when
   * it throws.
   * @param guard divides by zero if the transaction must not run; null if `work` looks the viewer up itself
   * @throws GuardFailedError if it does; an error marked as of unknown outcome if COMMIT was sent and not answered
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>, guard: Step | null = null): Promise<T> {
    const budget = currentBudget();
    return this.lanes.withWriter(async (lease, onEnd) => {
      const transaction = new Transaction({
        lease,
        guard: guard ?? undefined,
        statements: this.statements,
        executor: this.#pool.getExecutor(),
        committed: () => budget?.noteCommit(),
        errorOf,
      });
      onEnd((error) => transaction.end(error));
      return transaction.run(work);
    });
  }

  /** Whether the access epoch has just moved: then it is likely to move again before the next transaction. */
  get isEpochMoving(): boolean {
    return performance.now() < this.#movingUntil;
  }

  noteEpochMoved(): void {
    this.#movingUntil = performance.now() + EPOCH_MOVES_MS;
  }

  guard({ shape, values, build, lane }: Kept<unknown>): Step {
    return { statement: this.statements.get(shape, build, lane), values };
  }

  /** A guard that fails if the access epoch has changed. */
  epochGuard(epoch: string): Step {
    const build = () => sql`select 1 / (number = ${epoch}::bigint)::int from access_epoch`;
    return { statement: this.statements.get('epoch guard', build), values: [epoch] };
  }
}

function errorOf(error: unknown, { isGuarded, commits }: { isGuarded: boolean; commits: boolean }): unknown {
  if (isGuarded && (error as { code?: string }).code === GUARD_FAILED) return new GuardFailedError();
  return commits && isUnanswered(error) ? markUnknownOutcome(error) : error;
}
