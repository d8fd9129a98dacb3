import pg, { type Connection, type Submittable } from 'pg';

/**
 * A statement. One with a name is parsed once for each connection, where the name stands for the text; one whose name is
 * empty is parsed and planned each time, for the values that come with it.
 */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

export interface Step {
  readonly statement: Prepared;
  /** What `pg` takes for parameters. */
  readonly values: readonly unknown[];
  /** Is set when the step has run, where it answers with rows. */
  columns?: Columns | undefined;
}

/** A row's columns in the order of the select list, in PostgreSQL's own text. */
export type Row = readonly (string | null)[];

/** What PostgreSQL says of the columns of a statement's rows: the same object for each run on one connection. */
export type Columns = readonly { readonly name: string; readonly dataTypeID: number }[];

export type Result = readonly Row[];

/** The statements that a connection knows, by name, with their columns. */
export type Known = Map<string, Columns | undefined>;

/** `pg`'s connection as it is; its published types are of an older one. */
interface Wire {
  describe(message: { type: 'S'; name: string }): void;
  close(message: { type: 'S'; name: string }): void;
  parse(statement: Prepared): void;
  bind(config: {
    statement: string;
    values: readonly unknown[];
    valueMapper: (value: unknown) => unknown;
  }): void;
  execute(): void;
  sync(): void;
}

/** Not among pg's published types: its own query binds parameters with it. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils;

/**
 * Statements in one message with one Sync, by `pg`'s interface for queries of one's own (as pg-cursor's):
 * PostgreSQL runs them as one transaction. Rows stay the texts that arrived, and a statement is described once for each
 * connection, where `pg` describes each result, builds an object a row and parses each value.
 */
export class Batch implements Submittable {
  readonly steps: readonly Step[];
  readonly #prepared: Known;
  readonly #results: Result[] = [];
  /** Of the statements in this message that have no name. */
  #described: Columns | undefined;
  readonly #settle: (error: Error | null, results: Result[]) => void;
  #rows: Row[] = [];
  #failed = false;

  constructor(
    steps: readonly Step[],
    prepared: Known,
    settle: (error: Error | null, results: Result[]) => void,
  ) {
    this.steps = steps;
    this.#prepared = prepared;
    this.#settle = settle;
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire;
    for (const { statement, values } of this.steps) {
      if (statement.name === '') {
        wire.parse(statement);
        wire.describe({ type: 'S', name: '' });
      } else if (!this.#prepared.has(statement.name)) {
        this.#prepared.set(statement.name, undefined);
        // It may be there from a batch that failed after it was parsed.
        wire.close({ type: 'S', name: statement.name });
        wire.parse(statement);
        wire.describe({ type: 'S', name: statement.name });
      }
      wire.bind({ statement: statement.name, values, valueMapper: prepareValue });
      wire.execute();
    }
    wire.sync();
  }

  handleRowDescription({ fields }: { fields: Columns }): void {
    const name = this.steps[this.#results.length]?.statement.name;
    if (name) this.#prepared.set(name, fields);
    else this.#described = fields;
  }

  handleDataRow({ fields }: { fields: Row }): void {
    this.#rows.push(fields);
  }

  handleCommandComplete(): void {
    const step = this.steps[this.#results.length];
    if (step)
      step.columns = step.statement.name === '' ? this.#described : this.#prepared.get(step.statement.name);
    this.#results.push(this.#rows);
    this.#rows = [];
    this.#described = undefined;
  }

  handleReadyForQuery(): void {
    if (!this.#failed) this.#settle(null, this.#results);
  }

  handleError(error: Error): void {
    // Once: a timeout may come before PostgreSQL's own answer.
    if (this.#failed) return;
    this.#failed = true;
    for (const { statement } of this.steps) this.#prepared.delete(statement.name);
    this.#settle(error, []);
  }
}
