import type { RawBuilder } from 'kysely';
import type { Condition } from '../../pagination/conditions.js';
import type { UserOrderField } from '../user.enums.js';

/** A search whose term PostgreSQL does not know when it plans: its conditions take what they need from a row named `term`. */
export interface Search {
  /** What is looked for: the one parameter of `term`. */
  text: string;
  /** How; with the same, all of its conditions are worded the same. */
  by: string;
  term: RawBuilder<unknown>;
  /** For reading many rows without an index. */
  walking: Condition;
  /** By its index. */
  fetching: Condition;
}

/** What a user must meet to be in a list. */
export interface Clause {
  condition: Condition;
  /** For reading many rows without an index, where it is cheaper said another way. */
  whileWalking?: Condition;
  /** For a statement that has one plan for all terms, where it is the only condition beside those that an index knows. */
  search?: Search;
  /** For fetching all who match, where it is the only condition. */
  alone?: Condition;
  /** Whether so few match that walking an order would mostly be in vain, as an index tells at once; where it is the only one. */
  isRare?: Condition;
  /** The orders in whose index it bounds where to read, so that no row is read in vain. */
  orders?: readonly UserOrderField[];
  /**
   * The orders whose index holds its column behind the key: walking passes whom it does not let in without looking at
   * their row, and PostgreSQL knows how many it lets in.
   */
  carried?: readonly UserOrderField[];
  /** It follows from the others, and is worth saying in its orders alone. */
  implied?: boolean;
  /** Where that index begins with its column: the condition for each value, as the index is in order for one alone. */
  values?: readonly Condition[];
}
