import type { Connection, Submittable } from 'pg';

/** A statement that PostgreSQL parses once for each connection. The name stands for the text. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

export interface Step {
  readonly statement: Prepared;
  readonly values: readonly (string | Buffer | null)[];
}

/** A row's columns in the order of the select list, in PostgreSQL's own text. */
export type Row = readonly (string | null)[];
export type Result = readonly Row[];

/** `pg`'s connection as it is; its published types are of an older one. */
interface Wire {
  stream: { readonly writableCorked: number; cork(): void; uncork(): void };
  close(message: { type: 'S'; name: string }): void;
  parse(statement: Prepared): void;
  bind(config: { statement: string; values: readonly unknown[] }): void;
  execute(): void;
  sync(): void;
}

/**
 * Prepared statements in one message with one Sync, by `pg`'s interface for queries of one's own (as pg-cursor's):
 * PostgreSQL runs them as one transaction. Rows stay the texts that arrived: `pg` describes each result, builds an
 * object a row and parses each value.
 */
export class Batch implements Submittable {
  readonly #steps: readonly Step[];
  readonly #prepared: Set<string>;
  readonly #results: Row[][] = [];
  readonly #settle: (error: Error | null, results: Result[]) => void;
  #rows: Row[] = [];
  #failed = false;

  constructor(
    steps: readonly Step[],
    prepared: Set<string>,
    settle: (error: Error | null, results: Result[]) => void,
  ) {
    this.#steps = steps;
    this.#prepared = prepared;
    this.#settle = settle;
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire;
    holdBack(wire);
    for (const { statement, values } of this.#steps) {
      if (!this.#prepared.has(statement.name)) {
        this.#prepared.add(statement.name);
        // It may be there from a batch that failed after it was parsed.
        wire.close({ type: 'S', name: statement.name });
        wire.parse(statement);
      }
      wire.bind({ statement: statement.name, values });
      wire.execute();
    }
    wire.sync();
  }

  handleDataRow({ fields }: { fields: Row }): void {
    this.#rows.push(fields);
  }

  handleCommandComplete(): void {
    this.#results.push(this.#rows);
    this.#rows = [];
  }

  handleReadyForQuery(): void {
    if (!this.#failed) this.#settle(null, this.#results);
  }

  handleError(error: Error): void {
    // Once: a timeout may come before PostgreSQL's own answer.
    if (this.#failed) return;
    this.#failed = true;
    for (const { statement } of this.#steps) this.#prepared.delete(statement.name);
    this.#settle(error, []);
  }
}

/** Everything that is submitted in one turn of the event loop leaves in one packet. */
function holdBack({ stream }: Wire): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  setImmediate(() => stream.uncork());
}
