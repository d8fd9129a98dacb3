import type { DatabaseConnection, QueryExecutor, QueryResult, RawBuilder } from 'kysely';
import type { Lane } from './lanes.js';
import type { Result, Step } from './pipeline-batch.js';
import type { Lease } from './pipeline.js';
import { type Kept, Pipelined } from './reads.js';
import { rowObjects } from './row-objects.js';
import type { Statements } from './statements.js';
import { isUnanswered } from './unknown-outcome.js';

const BEGIN: Step = { statement: { name: 'rollcall_begin', text: 'begin' }, values: [] };
const COMMIT: Step = { statement: { name: 'rollcall_commit', text: 'commit' }, values: [] };
const ROLLBACK: Step = { statement: { name: 'rollcall_rollback', text: 'rollback' }, values: [] };

interface Options {
  lease: Lease;
  statements: Statements;
  /** Compiles statements; its own connections are not used. */
  executor: QueryExecutor;
  /** A step that comes first, in the same message as the first statements; it fails where the transaction must not run. */
  guard: Step | undefined;
  /** Called when PostgreSQL has said that the transaction is committed. */
  committed: () => void;
  /** What is thrown for the error of a message. */
  errorOf: (error: unknown, message: { isGuarded: boolean; commits: boolean }) => unknown;
}

interface Asked {
  step: Step;
  resolve: (rows: Record<string, unknown>[]) => void;
  reject: (error: unknown) => void;
}

/**
 * A transaction on a connection of its own. All statements that are asked in one turn of the event loop leave in one message,
 * so a write waits once for what it must know first, and once for all the rest: the changes, the audit entry, the answer and
 * COMMIT. Statements run in the order in which they are asked; where one fails, those behind it fail with its error.
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

  /** A statement that is not short is planned by its values, as nobody else waits on this connection. */
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
   * The last that a transaction does. What `last` asks in its first turn leaves in one message with COMMIT; a statement that it
   * asks later would be outside of the transaction, and is refused.
   */
  async commitAfter<T>(last: () => Promise<T>): Promise<T> {
    this.#commits = true;
    return last();
  }

  /** Runs `work`, commits what it has left open, or undoes it. */
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

  /** Whatever is asked from now on fails. */
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

  /** Answers whether the connection is as it was. */
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

  /** Alone, a message is a transaction: it needs neither BEGIN nor COMMIT. */
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
