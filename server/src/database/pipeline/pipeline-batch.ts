import pg, { type Connection, type Submittable } from 'pg';

/** A statement. With a name, it is parsed once for each connection; with an empty name, it is parsed and planned each time. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

export interface Step {
  readonly statement: Prepared;
  /** Parameters as `pg` takes them. */
  readonly values: readonly unknown[];
  /** Set when the step has run, if it returns rows. */
  columns?: Columns | undefined;
}

/** The values of a row in the order of the select list, as PostgreSQL's texts. */
export type Row = readonly (string | null)[];

/** The columns of a statement's rows: the same object for each execution on one connection. */
export type Columns = readonly { readonly name: string; readonly dataTypeID: number }[];

export type Result = readonly Row[];

/** The prepared statements of a connection by name, with their columns. */
export type Known = Map<string, Columns | undefined>;

/** `pg`'s connection; its published types are those of an older version. */
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

/** Not in pg's published types; pg's own queries bind parameters with it. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils;

/**
 * Statements in one message with one Sync, through `pg`'s interface for custom queries (as pg-cursor uses it). PostgreSQL
 * runs them as one transaction. Rows stay texts, and a statement is described once for each connection; `pg` would describe
 * each result, build an object for each row and parse each value.
 */
export class Batch implements Submittable {
  readonly steps: readonly Step[];
  readonly #prepared: Known;
  readonly #results: Result[] = [];
  /** The columns of the last statement without a name. */
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
        // It may exist from a message that failed after it was parsed.
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
    // Only once: a timeout may come before PostgreSQL's answer.
    if (this.#failed) return;
    this.#failed = true;
    for (const { statement } of this.steps) this.#prepared.delete(statement.name);
    this.#settle(error, []);
  }
}
