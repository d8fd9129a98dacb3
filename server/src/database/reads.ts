import type { QueryExecutor, QueryExecutorProvider, RawBuilder } from 'kysely';
import type { Lane, LaneStep, Lanes } from './pipeline/lanes.js';
import type { Result } from './pipeline/pipeline-batch.js';
import { rowObjects } from './pipeline/row-objects.js';
import type { Statements } from './pipeline/statements.js';

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
}

/** The database of one request, outside of a transaction: statements with a lane use pipelined connections, others the pool. */
export class Reads extends Pipelined {
  readonly #options: Options;

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
    const { lanes, pool, check } = this.#options;
    const results = await lanes.read([step]);
    if (!results) {
      const statement = typeof otherwise === 'function' ? otherwise() : otherwise;
      return (await statement.execute(pool)).rows;
    }
    const [first, rows] = results;
    check(first);
    return rowObjects(rows as Result, step.columns) as T[];
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
