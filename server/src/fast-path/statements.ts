import { createHash } from 'node:crypto';
import type { QueryExecutorProvider, RawBuilder } from 'kysely';
import type { Prepared, Step } from '../database/pipeline-batch.js';

/**
 * Every connection keeps what it has prepared, some 30 KB each. What comes after this many goes without a name, so that
 * nobody can fill the database's memory with ever new lists of fields.
 */
const MOST = 250;

/** The SQL texts of the fast path: those that the resolvers run. */
export class Statements {
  readonly #byShape = new Map<string, Prepared>();
  readonly #short = new Map<string, Prepared>();
  readonly #long = new Map<string, Prepared>();
  readonly #database: QueryExecutorProvider;

  constructor(database: QueryExecutorProvider) {
    this.#database = database;
  }

  /** For what is asked most: compiled once for each shape of a statement, whose values the caller knows. */
  get(shape: string, build: () => RawBuilder<unknown>): Prepared {
    const known = this.#byShape.get(shape);
    if (known) return known;
    const made = prepared(build().compile(this.#database).sql, this.#short);
    if (made.name !== '') this.#byShape.set(shape, made);
    return made;
  }

  /**
   * For what has many shapes: compiled each time, which takes some 10 µs.
   * @param isShort whether it runs where short ones do. Others have connections of their own, and take no name from these.
   */
  step(built: RawBuilder<unknown>, isShort: boolean): Step {
    const { sql, parameters } = built.compile(this.#database);
    return { statement: prepared(sql, isShort ? this.#short : this.#long), values: parameters };
  }
}

function prepared(text: string, known: Map<string, Prepared>): Prepared {
  const found = known.get(text);
  if (found) return found;
  if (known.size >= MOST) return { name: '', text };
  const made = { name: `rollcall_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, text };
  known.set(text, made);
  return made;
}
