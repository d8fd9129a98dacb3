import type { FastifyBaseLogger } from 'fastify';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { Lanes } from './lanes.js';
import type { Result, Step } from './pipeline-batch.js';
import { Reads } from './reads.js';
import { currentBudget } from './request-budget.js';
import { Statements } from './statements.js';
import { Transaction } from './transaction.js';
import { isUnanswered, markUnknownOutcome } from './unknown-outcome.js';

/** PostgreSQL's code for a division by zero: how the guard of a transaction fails. */
const GUARD_FAILED = '22012';

/** What a transaction's guard throws where the access epoch is another by now. */
export class EpochPassedError extends Error {}

/**
 * The database as requests use it: statements whose lane is known and transactions on pipelined connections, all else on the
 * pool's. MikroORM gives the pool, the schema and its migrations; the statements are Kysely's.
 */
export class Database {
  readonly statements: Statements;
  readonly lanes: Lanes;
  /** Asks for the present access epoch: every message of reads begins with it. */
  readonly epoch: Step;
  readonly #pool: QueryExecutorProvider;

  constructor(pool: QueryExecutorProvider, connection: ClientConfig, log: FastifyBaseLogger) {
    this.#pool = pool;
    this.statements = new Statements(pool);
    this.epoch = {
      statement: this.statements.get('epoch', () => sql`select number from access_epoch`),
      values: [],
    };
    this.lanes = new Lanes(connection, log, this.epoch);
  }

  /** Undefined where no connection stands, or the question failed. */
  async presentEpoch(): Promise<string | undefined> {
    const [epoch] = (await this.lanes.readShort([])?.catch(() => undefined)) ?? [];
    return epoch?.[0]?.[0] ?? undefined;
  }

  /** @param check is given the epoch that came with each message */
  reads(check: (epoch: Result | undefined) => void): Reads {
    return new Reads({ lanes: this.lanes, statements: this.statements, pool: this.#pool, check });
  }

  /**
   * Runs `work` in a transaction, paid by the budget of the request: cancelled when that ends. It is committed when `work` is
   * done, and undone when it throws.
   * @param epoch at which the viewer was looked up; undefined where the work finds out for itself who asks
   * @throws EpochPassedError where the epoch is another by now; an error marked as of unknown outcome where COMMIT was sent
   *   and got no answer
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>, epoch?: string): Promise<T> {
    const budget = currentBudget();
    const guard = epoch === undefined ? undefined : this.#guard(epoch);
    return this.lanes.withWriter(async (lease, onEnd) => {
      const transaction = new Transaction({
        lease,
        guard,
        statements: this.statements,
        executor: this.#pool.getExecutor(),
        committed: () => budget?.noteCommit(),
        errorOf,
      });
      onEnd((error) => transaction.end(error));
      return transaction.run(work);
    });
  }

  #guard(epoch: string): Step {
    const build = () => sql`select 1 / (number = ${epoch}::bigint)::int from access_epoch`;
    return { statement: this.statements.get('guard', build), values: [epoch] };
  }
}

function errorOf(error: unknown, { isGuarded, commits }: { isGuarded: boolean; commits: boolean }): unknown {
  if (isGuarded && (error as { code?: string }).code === GUARD_FAILED) return new EpochPassedError();
  return commits && isUnanswered(error) ? markUnknownOutcome(error) : error;
}
