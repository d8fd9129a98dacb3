import { type RawBuilder, sql } from 'kysely';
import { type Condition, oneOf } from '../../pagination/conditions.js';
import type { UserOrderField } from '../user.enums.js';

/**
 * A search by a term that PostgreSQL does not know at planning time. The conditions read it from rows named `term` and `asked`.
 */
export interface Search {
  /** The parameters of `term`. */
  values: readonly unknown[];
  /** The kinds of conditions; searches of the same kinds have the same SQL text. */
  by: string;
  term: RawBuilder<unknown>;
  /** What the search index is asked, made of the row `term`: a row named `asked`. A scan does without. */
  asked: RawBuilder<unknown>;
  /** For an index scan in list order that filters rows. */
  walking: Condition;
  /** For fetching the matches by the search index, of all users or of the sample. */
  fetching: Condition;
  /** The same search, which ranks its matches. */
  ranked: () => RankedSearch;
}

/** 2: all words of the term are whole words of the text. 1: each begins a word. 0: any other match. */
export type MatchRank = 0 | 1 | 2;

/** A search that needs more of the row `asked`. */
export interface RankedSearch extends Search {
  /** SQL of the rank of a match. */
  rank: RawBuilder<number>;
  /** The search for the matches of one rank. */
  ofRank: (rank: MatchRank) => Search;
}

/** One condition of a filter. */
export interface Clause {
  condition: Condition;
  /** A cheaper form for an index scan in list order that filters rows. */
  whileWalking?: Condition;
  /** A form for checking single rows, of which PostgreSQL cannot make a join with a whole table. */
  probing?: Condition;
  /** For a statement with one plan for all terms: used if the row order's index supports every other clause. */
  search?: Search;
  /** Of a search: the clause for its matches of one rank. */
  ofRank?: (rank: MatchRank) => Clause;
  /** Of a table beside the users: a statement for the ids of the users who match, as `user_id`. */
  holders?: RawBuilder<unknown>;
  /** A form for fetching all matches: used if this is the only condition. */
  alone?: Condition;
  /** An upper bound of the number of users who match, from the counts that the database keeps. */
  most?: RawBuilder<number>;
  /** The row orders whose index uses this clause as an index condition, so that the scan reads only matching rows. */
  orders?: readonly UserOrderField[];
  /**
   * The row orders whose index stores the column behind the key: the scan filters without a heap fetch, and PostgreSQL
   * estimates the selectivity.
   */
  carried?: readonly UserOrderField[];
  /** A plain column of an index that has the id as well. So users who match are counted in the index, without a heap fetch. */
  inIndexWithId?: true;
  /** Users who match have indexes of their own, which store no column behind the key. */
  partial?: true;
  /** The other clauses imply it. It is added only for the row orders whose index it bounds. */
  implied?: boolean;
  /**
   * Set if the index begins with this column: one condition for each value, since the index is ordered within one value
   * only.
   */
  values?: readonly Condition[];
  /** All keys of one value are below those of the next: the next one is read only if the page is not full. */
  areInOrder?: true;
}

/** With more values, one part for each would make the statement long. */
export const MAX_VALUES = 10;

/** A column that the index of these row orders begins with, and its values. */
export function equal(column: RawBuilder<unknown>, values: string[], orders: UserOrderField[]): Clause {
  const condition = oneOf(column, values, sql`text`);
  if (values.length === 0 || values.length > MAX_VALUES) return { condition };
  return {
    condition,
    inIndexWithId: true,
    orders,
    values: values.map((value) => oneOf(column, [value], sql`text`)),
  };
}
