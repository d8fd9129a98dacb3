import type { QueryExecutor, QueryExecutorProvider, RawBuilder } from 'kysely';
import type { Lanes } from './pipeline/lanes.js';
import type { Lane, LaneStep } from './pipeline/read-lanes.js';
import type { Result } from './pipeline/pipeline-batch.js';
import { rowObjects } from './pipeline/row-objects.js';
import type { Statements } from './pipeline/statements.js';
import { oldReads } from './replicas/replica.figures.js';
import type { ReplicaReads } from './replicas/replicas.js';

/** Sends statements on pipelined connections, by their lane; other statements go through its executor. */
export abstract class Pipelined implements QueryExecutorProvider {
  abstract getExecutor(): QueryExecutor;

  abstract read<T>(statement: RawBuilder<T>, lane: Lane): Promise<T[]>;

  /** The same for a frequent statement. */
  abstract readKept<T>(kept: Kept<T>): Promise<T[]>;
}

interface Options {
  lanes: Lanes;
  statements: Statements;
  pool: QueryExecutorProvider;
  /**
   * Receives the rows of the first step of each message.
   * @throws if the viewer may not read the result any more
   */
  check: (first: Result | undefined) => void;
  /** What may be a moment old is read here; undefined: everything is read from the primary. */
  replicas?: ReplicaReads | undefined;
}

/** The database of one request, outside of a transaction: statements with a lane use pipelined connections, others the pool. */
export class Reads extends Pipelined {
  readonly #options: Options;
  /** The access epoch of the primary, which reads from replicas wait for. */
  #epoch: Promise<Result[]> | undefined;

  constructor(options: Options) {
    super();
    this.#options = options;
  }

  getExecutor(): QueryExecutor {
    return this.#options.pool.getExecutor();
  }

  async read<T>(statement: RawBuilder<T>, lane: Lane): Promise<T[]> {
    return this.#run(this.#options.statements.step(statement, lane), statement);
  }

  async readKept<T>(kept: Kept<T>): Promise<T[]> {
    const { lane, values, shape, build } = kept;
    const statement = this.#options.statements.get(shape, build, lane);
    return this.#run({ statement, values, lane }, build);
  }

  async #run<T>(step: LaneStep, otherwise: RawBuilder<T> | (() => RawBuilder<T>)): Promise<T[]> {
    const { lanes, pool, check, replicas } = this.#options;
    const old = replicas && (await this.#readOld(replicas, step));
    if (replicas) oldReads.add(old ? 'replica' : 'primary');
    if (old) return rowObjects(old, step.columns) as T[];
    const results = await lanes.read([step]);
    if (!results) {
      const statement = typeof otherwise === 'function' ? otherwise() : otherwise;
      return (await statement.execute(pool)).rows;
    }
    const [first, rows] = results;
    check(first);
    return rowObjects(rows as Result, step.columns) as T[];
  }

  /** The access epoch is the primary's all the same: a viewer who has lost a right is refused with the next request. */
  async #readOld(replicas: ReplicaReads, step: LaneStep): Promise<Result | undefined> {
    const { lanes, check } = this.#options;
    const reading = replicas.read(step);
    if (!reading) return undefined;
    const [rows, epoch] = await Promise.all([reading, (this.#epoch ??= lanes.readShort([]))]);
    if (rows) check(epoch?.[0]);
    return rows;
  }
}

/** A statement that is built and compiled once for each shape: compiling takes a tenth of the cost of a list. */
export interface Kept<T> {
  lane: Lane;
  /** A key of everything that the text of the statement depends on. */
  shape: string;
  values: readonly unknown[];
  build: () => RawBuilder<T>;
}

/** The rows of a statement: on a pipelined connection if `db` has one, otherwise through its executor. */
export async function read<T>(db: QueryExecutorProvider, statement: RawBuilder<T>, lane: Lane): Promise<T[]> {
  return db instanceof Pipelined ? db.read(statement, lane) : (await statement.execute(db)).rows;
}

/** The same for a frequent statement. */
export async function readKept<T>(db: QueryExecutorProvider, kept: Kept<T>): Promise<T[]> {
  return db instanceof Pipelined ? db.readKept(kept) : (await kept.build().execute(db)).rows;
}

/** The same for a statement that writes or locks: outside of a transaction, it does not share a connection with reads. */
export async function writeKept<T>(db: QueryExecutorProvider, kept: Kept<T>): Promise<T[]> {
  return db instanceof Reads ? (await kept.build().execute(db)).rows : readKept(db, kept);
}

/** Runs all at once if they become one message, otherwise one after the other: a pooled connection takes one statement at a time. */
export async function together<T extends readonly unknown[]>(
  db: QueryExecutorProvider,
  work: { readonly [K in keyof T]: () => Promise<T[K]> },
): Promise<T> {
  if (db instanceof Pipelined) return Promise.all(work.map((each) => each())) as never;
  const results: unknown[] = [];
  for (const each of work) results.push(await each());
  return results as never;
}
