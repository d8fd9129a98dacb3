import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../pagination/conditions.js';
import type { PageWindow } from '../../pagination/page-window.js';
import { orderSql, type UserOrder } from './user.order.js';
import type { UserRow } from '../user.row.js';

export type PageRow = UserRow & { key: string };

/** The conditions of a page's cursors, for an index scan in list order and for sorting. */
interface Bounds {
  walking: Condition[];
  sorting: Condition[];
}

/** What all parts of a page's statement have in common. */
export interface Page {
  order: UserOrder;
  bounds: Bounds;
  fromEnd: boolean;
  /** One row more than asked for, which shows whether the list goes on. */
  limit: number;
  columns: RawBuilder<unknown>;
}

/** The place of a row in an order: values, or SQL that finds them. */
export interface Bound {
  key: string | RawBuilder<string>;
  id: string | RawBuilder<string>;
}

/** A page's window, whose ends may be found by its statement. */
export type BoundWindow = Pick<PageWindow, 'size' | 'fromEnd'> & {
  after?: Bound | undefined;
  before?: Bound | undefined;
};

/**
 * The bounds come before all other conditions: if several conditions can start an index scan, PostgreSQL uses the
 * first.
 */
export function boundsOf(order: UserOrder, { after, before }: BoundWindow): Bounds {
  const { expression, sorted, type, afterOperator, beforeOperator } = orderSql(order);
  const bounds = (key: RawBuilder<string>) => {
    const compare = (operator: RawBuilder<unknown>, cursor: Bound) =>
      sql<boolean>`(${key}, u.id) ${operator} (${cursor.key}::${type}, ${cursor.id}::uuid)`;
    return [
      ...(after ? [compare(afterOperator, after)] : []),
      ...(before ? [compare(beforeOperator, before)] : []),
    ];
  };
  return { walking: bounds(expression), sorting: bounds(sorted) };
}
