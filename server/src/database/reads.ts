import type { QueryExecutor, QueryExecutorProvider, RawBuilder } from 'kysely';
import type { Lane, LaneStep, Lanes } from './lanes.js';
import type { Result } from './pipeline-batch.js';
import { rowObjects } from './row-objects.js';
import type { Statements } from './statements.js';

/** What sends statements on pipelined connections, by their lane; any other statement by its executor. */
export abstract class Pipelined implements QueryExecutorProvider {
  abstract getExecutor(): QueryExecutor;

  abstract read<T>(statement: RawBuilder<T>, lane: Lane): Promise<T[]>;

  /** The same of a statement that is asked often. */
  abstract readKept<T>(kept: Kept<T>): Promise<T[]>;
}

interface Options {
  lanes: Lanes;
  statements: Statements;
  pool: QueryExecutorProvider;
  /**
   * Is given what the first step of each message found.
   * @throws where what was read is not for who asks any more
   */
  check: (first: Result | undefined) => void;
}

/**
 * The database of one request that only reads: statements whose lane is known go out on pipelined connections, all
 * others through the pool.
 */
export class Reads extends Pipelined {
  readonly #options: Options;

  constructor(options: Options) {
    super();
    this.#options = options;
  }

  getExecutor(): QueryExecutor {
    return this.#options.pool.getExecutor();
  }

  /** @param shape where the caller knows the values, of which the statement is then built and compiled once. */
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

/** A statement that is built and compiled once for each shape, as compiling takes a tenth of what a list costs in all. */
export interface Kept<T> {
  lane: Lane;
  /** What the statement's text hangs on. */
  shape: string;
  values: readonly unknown[];
  build: () => RawBuilder<T>;
}

/** Rows of a statement: on a pipelined connection where `db` reads for a request, else as anything else of `db`. */
export async function read<T>(db: QueryExecutorProvider, statement: RawBuilder<T>, lane: Lane): Promise<T[]> {
  return db instanceof Pipelined ? db.read(statement, lane) : (await statement.execute(db)).rows;
}

/** The same of a statement that is asked often. */
export async function readKept<T>(db: QueryExecutorProvider, kept: Kept<T>): Promise<T[]> {
  return db instanceof Pipelined ? db.readKept(kept) : (await kept.build().execute(db)).rows;
}

/** All at once where that takes one message, or else one after the other, as a pool's transaction has one connection. */
export async function together<T extends readonly unknown[]>(
  db: QueryExecutorProvider,
  work: { readonly [K in keyof T]: () => Promise<T[K]> },
): Promise<T> {
  if (db instanceof Pipelined) return Promise.all(work.map((each) => each())) as never;
  const results: unknown[] = [];
  for (const each of work) results.push(await each());
  return results as never;
}
