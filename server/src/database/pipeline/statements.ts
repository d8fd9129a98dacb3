import { createHash } from 'node:crypto';
import type { QueryExecutorProvider, RawBuilder } from 'kysely';
import type { Lane, LaneStep } from './read-lanes.js';
import type { Prepared } from './pipeline-batch.js';

/**
 * Every connection keeps its prepared statements, some 30 KB each. Statements beyond this number have no name, so that a client
 * cannot fill the database's memory with ever new lists of fields.
 */
const MAX_PREPARED_STATEMENTS = 250;

/** The SQL texts that run on pipelined connections. */
export class Statements {
  readonly #byShape = new Map<string, Prepared>();
  readonly #byText = {
    short: new Map<string, Prepared>(),
    generic: new Map<string, Prepared>(),
    custom: new Map<string, Prepared>(),
  } satisfies Record<Lane, Map<string, Prepared>>;
  readonly #database: QueryExecutorProvider;

  constructor(database: QueryExecutorProvider) {
    this.#database = database;
  }

  /** For frequent statements: compiled once for each shape; the caller knows the values. */
  get(shape: string, build: () => RawBuilder<unknown>, lane: Lane = 'short'): Prepared {
    const prepared = this.#byShape.get(shape);
    if (prepared) return prepared;
    const made = prepare(build().compile(this.#database).sql, this.#byText[lane]);
    if (made.name !== '') this.#byShape.set(shape, made);
    return made;
  }

  /** For statements with many shapes: compiled each time, in some 10 µs. Each lane has its own connections and names. */
  step(built: RawBuilder<unknown>, lane: Lane): LaneStep {
    const { sql, parameters } = built.compile(this.#database);
    return { statement: this.named(sql, lane), values: parameters, lane };
  }

  /** For a text that is compiled already. */
  named(text: string, lane: Lane): Prepared {
    return prepare(text, this.#byText[lane]);
  }
}

function prepare(text: string, prepared: Map<string, Prepared>): Prepared {
  const found = prepared.get(text);
  if (found) return found;
  if (prepared.size >= MAX_PREPARED_STATEMENTS) return { name: '', text };
  const made = { name: `rollcall_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, text };
  prepared.set(text, made);
  return made;
}
