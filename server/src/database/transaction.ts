import type { DatabaseConnection, QueryExecutor, QueryResult, RawBuilder } from 'kysely';
import type { Lane } from './pipeline/read-lanes.js';
import type { Result, Step } from './pipeline/pipeline-batch.js';
import type { Lease } from './pipeline/pipeline-lease.js';
import { type Kept, Pipelined } from './reads.js';
import { rowObjects } from './pipeline/row-objects.js';
import type { Statements } from './pipeline/statements.js';
import { isUnanswered } from './failure/unknown-outcome.js';

const BEGIN: Step = { statement: { name: 'rollcall_begin', text: 'begin' }, values: [] };
const COMMIT: Step = { statement: { name: 'rollcall_commit', text: 'commit' }, values: [] };
const ROLLBACK: Step = { statement: { name: 'rollcall_rollback', text: 'rollback' }, values: [] };

interface Options {
  lease: Lease;
  statements: Statements;
  /** Compiles statements; its own connections are not used. */
  executor: QueryExecutor;
  /** The first step of the first message; it fails if the transaction must not run. */
  guard: Step | undefined;
  /** Called when PostgreSQL has confirmed the commit. */
  committed: () => void;
  /** Maps the error of a message to the error that is thrown. */
  errorOf: (error: unknown, message: { isGuarded: boolean; commits: boolean }) => unknown;
}

interface Asked {
  step: Step;
  resolve: (rows: Record<string, unknown>[]) => void;
  reject: (error: unknown) => void;
}

/**
 * A transaction on a leased connection. All statements of one turn of the event loop leave in one message. So a write waits
 * once for what its rules need, and once for the rest: the changes, the audit entry, the answer and COMMIT. Statements run in
 * the order of the calls. If one fails, those behind it in the message fail with the same error.
 */
export class Transaction extends Pipelined {
  readonly #options: Options;
  readonly #executor: QueryExecutor;
  #asked: Asked[] = [];
  #isOpen = false;
  #hasBegun = false;
  #commits = false;
  #isDone = false;
  #isLost = false;
  #ended: Error | undefined;

  constructor(options: Options) {
    super();
    this.#options = options;
    const connection: DatabaseConnection = {
      executeQuery: async <R>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) => {
        const statement = options.statements.named(sql, 'short');
        return { rows: await this.#ask({ statement, values: parameters }) } as QueryResult<R>;
      },
      streamQuery() {
        throw new Error('a transaction streams nothing');
      },
    };
    this.#executor = options.executor.withConnectionProvider({
      provideConnection: (consumer) => consumer(connection),
    });
  }

  getExecutor(): QueryExecutor {
    return this.#executor;
  }

  /** A statement that is not short has no name, so that PostgreSQL plans it for its values. */
  async read<T>(statement: RawBuilder<T>, lane: Lane): Promise<T[]> {
    const step = this.#options.statements.step(statement, 'short');
    const { text } = step.statement;
    return (await this.#ask(lane === 'short' ? step : { ...step, statement: { name: '', text } })) as T[];
  }

  async readKept<T>({ lane, values, shape, build }: Kept<T>): Promise<T[]> {
    const statement = this.#options.statements.get(shape, build, lane);
    const { text } = statement;
    const step = { statement: lane === 'short' ? statement : { name: '', text }, values };
    return (await this.#ask(step)) as T[];
  }

  /**
   * The end of a transaction. The statements of `last` leave in one message with COMMIT, if they are all sent in its first
   * turn of the event loop. A later statement would be outside of the transaction and is refused.
   */
  async commitAfter<T>(last: () => Promise<T>): Promise<T> {
    this.#commits = true;
    return last();
  }

  /** Runs `work`, then commits; rolls back if it throws. */
  async run<T>(work: (transaction: this) => Promise<T>): Promise<T> {
    const { lease } = this.#options;
    try {
      const result = await work(this);
      if (!this.#isDone) await this.#commit();
      lease.release(!this.#isLost);
      return result;
    } catch (error) {
      lease.release(await this.#undo());
      throw error;
    }
  }

  /** Every later statement fails with this error. */
  end(error: Error): void {
    this.#ended = error;
  }

  #ask(step: Step): Promise<Record<string, unknown>[]> {
    return new Promise((resolve, reject) => {
      if (this.#isDone) throw new Error('a statement after COMMIT');
      if (this.#ended) throw this.#ended;
      if (this.#asked.length === 0) setImmediate(() => this.#asked.length > 0 && void this.#send());
      this.#asked.push({ step, resolve, reject });
    });
  }

  async #commit(): Promise<void> {
    this.#commits = true;
    if (this.#asked.length > 0 || this.#isOpen) await this.#send();
  }

  /** Returns whether the connection can be used again. */
  async #undo(): Promise<boolean> {
    for (const { reject } of this.#asked.splice(0)) reject(new Error('the transaction has ended'));
    this.#isDone = true;
    if (this.#isLost || !this.#isOpen) return !this.#isLost;
    try {
      await this.#options.lease.run([ROLLBACK]);
      return true;
    } catch {
      return false;
    }
  }

  /** PostgreSQL runs a message as one transaction: a single one needs neither BEGIN nor COMMIT. */
  async #send(): Promise<void> {
    const asked = this.#asked.splice(0);
    const { lease, guard, committed, errorOf } = this.#options;
    const commits = this.#commits;
    const before = this.#hasBegun ? [] : [...(commits ? [] : [BEGIN]), ...(guard ? [guard] : [])];
    const after = commits && this.#hasBegun ? [COMMIT] : [];
    this.#isDone = commits;
    this.#isOpen ||= !this.#hasBegun && !commits;
    this.#hasBegun = true;
    const steps = [...before, ...asked.map(({ step }) => step), ...after];
    let results: Result[];
    try {
      results = await lease.run(steps);
    } catch (error) {
      this.#isLost = isUnanswered(error);
      const cause = errorOf(error, { isGuarded: before.includes(guard as Step), commits });
      for (const { reject } of asked) reject(cause);
      if (asked.length === 0) throw cause;
      return;
    }
    if (commits) {
      this.#isOpen = false;
      committed();
    }
    asked.forEach(({ step, resolve }, index) =>
      resolve(rowObjects(results[before.length + index] as Result, step.columns)),
    );
  }
}
