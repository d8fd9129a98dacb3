import { createHash } from 'node:crypto';
import type { QueryExecutorProvider, RawBuilder } from 'kysely';
import type { Prepared } from '../database/pipeline-batch.js';

/**
 * Every connection keeps what it has prepared, some 30 KB each. Documents that need more than this are left to the
 * resolvers, so that nobody can fill the database's memory with ever new lists of fields.
 */
const MOST = 250;

/** The SQL texts of the fast path: those that the resolvers run, compiled once for each shape of a list. */
export class Statements {
  readonly #known = new Map<string, Prepared>();
  readonly #database: () => QueryExecutorProvider;

  constructor(database: () => QueryExecutorProvider) {
    this.#database = database;
  }

  /** @throws Error where there are too many. */
  get(shape: string, build: () => RawBuilder<unknown>): Prepared {
    const known = this.#known.get(shape);
    if (known) return known;
    if (this.#known.size >= MOST) throw new Error('too many statements');
    const { sql } = build().compile(this.#database());
    const made = {
      name: `rollcall_${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`,
      text: sql,
    };
    this.#known.set(shape, made);
    return made;
  }
}
