import type { FastifyBaseLogger } from 'fastify';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { Connection } from './connection.js';
import { Lanes } from './pipeline/lanes.js';
import type { Result, Step } from './pipeline/pipeline-batch.js';
import { type Kept, Reads } from './reads.js';
import { type Lsn, PRIMARY_LSN, REPLAYED_LSN } from './replicas/lsn.js';
import { MAX_LAG_MS } from './replicas/replica.js';
import { Replicas } from './replicas/replicas.js';
import { currentBudget } from './request-budget.js';
import { Statements } from './pipeline/statements.js';
import { Transaction } from './transaction.js';
import { isUnanswered, markUnknownOutcome } from './failure/unknown-outcome.js';

/** PostgreSQL's code for a division by zero: how the guard of a transaction fails. */
const GUARD_FAILED = '22012';

/**
 * For how long after a failed epoch guard transactions check the viewer's rights instead: this statement costs more, but fails
 * less often.
 */
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
  readonly #replicas: Replicas | undefined;
  /** By `performance.now()`. */
  #movingUntil = -Infinity;

  /**
   * @param replicas connections to standbys that answer reads which may be a moment old
   * @param maxLagMs a replica that is further behind is not asked
   */
  constructor(
    pool: QueryExecutorProvider,
    connection: Connection,
    log: FastifyBaseLogger,
    replicas: readonly Connection[] = [],
    maxLagMs = MAX_LAG_MS,
  ) {
    this.#pool = pool;
    this.statements = new Statements(pool);
    const epoch =
      replicas.length === 0
        ? sql`select number from access_epoch`
        : sql`select number, ${PRIMARY_LSN} from access_epoch`;
    this.epoch = { statement: this.statements.get('epoch', () => epoch), values: [] };
    this.lanes = new Lanes(connection, log, this.epoch);
    if (replicas.length === 0) return;
    const statement = this.statements.get('replayed', () => sql`select ${REPLAYED_LSN}`);
    const primary = () => this.lsn();
    this.#replicas = new Replicas({
      connections: replicas,
      log,
      replayed: { statement, values: [] },
      primary,
      maxLagMs,
    });
  }

  /** Resolves when the primary can be asked. Replicas are used once they are available. */
  async start(): Promise<void> {
    await this.lanes.start();
    this.#replicas?.start();
  }

  async close(): Promise<void> {
    await Promise.all([this.#replicas?.close(), this.lanes.close()]);
  }

  /** Whether there are replicas, and sessions remember how far they have written. */
  get hasReplicas(): boolean {
    return this.#replicas !== undefined;
  }

  /** Where the primary writes next; undefined without replicas, and if the primary cannot be asked. */
  async lsn(): Promise<Lsn | undefined> {
    if (!this.#replicas) return undefined;
    const [epoch] = (await this.lanes.readShort([])?.catch(() => undefined)) ?? [];
    return epoch?.[0]?.[1] ?? undefined;
  }

  /** Subscribers of this server get news of a write. */
  noteNews(): void {
    void this.#replicas?.noteNews();
  }

  /** The access epoch; undefined if no connection is open, or the statement failed. */
  async presentEpoch(): Promise<string | undefined> {
    const [epoch] = (await this.lanes.readShort([])?.catch(() => undefined)) ?? [];
    return epoch?.[0]?.[0] ?? undefined;
  }

  /**
   * @param check receives the epoch of each message
   * @param seen what the session has seen, if a replica may answer
   */
  reads(check: (epoch: Result | undefined) => void, seen?: Lsn): Reads {
    const replicas = seen === undefined ? undefined : this.#replicas?.reads(seen);
    return new Reads({ lanes: this.lanes, statements: this.statements, pool: this.#pool, check, replicas });
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
