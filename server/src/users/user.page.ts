import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../pagination/conditions.js';
import type { PageWindow } from '../pagination/page-window.js';
import type { Clause } from './user.clause.js';
import { UserOrderField } from './user.enums.js';
import type { UserFilter } from './user.filter.js';
import { orderSql, type UserOrder } from './user.order.js';
import { type UserRow, userColumns } from './user.row.js';
import type { UserSelection } from './user.selection.js';

export type PageRow = UserRow & { key: string };

/**
 * For each row of a page so many are read in the list's order before the filter is asked: enough to fill the page
 * where one user in two hundred matches. Where fewer do, reading those that match and sorting them takes no longer.
 * Half as many by name, as PostgreSQL then folds the name of each, 7 µs where it is not ASCII.
 */
const WALK_PER_ROW = 200;
const WALK_PER_ROW_BY_NAME = 100;

/** What every part of a page's statement shares. */
interface Page {
  order: UserOrder;
  /** Where the page begins and ends. */
  bounds: Condition[];
  fromEnd: boolean;
  /** One row more than asked for tells whether the list goes on. */
  limit: number;
  columns: RawBuilder<unknown>;
}

/**
 * The statement for a page of users. A filter that the order's index knows, and none at all, is one select that
 * reads the page's rows and no others; any other filter is looked for in two ways, see `walkOrSort`.
 */
export function pageStatement(
  filter: UserFilter,
  order: UserOrder,
  window: PageWindow,
  user: Pick<UserSelection, 'fields'>,
): RawBuilder<PageRow> {
  const page: Page = {
    order,
    bounds: cursorConditions(order, window),
    fromEnd: window.fromEnd,
    limit: window.size + 1,
    columns: userColumns(user),
  };
  const parts = filter.flatMap((clauses) => partsOf(clauses, page));
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const { direction } = orderSql(order, window.fromEnd);
  return sql`select * from (${sql.join(
    parts.map((part) => sql`(${part})`),
    sql` union all `,
  )}) as page
    order by key ${direction}, id ${direction} limit ${page.limit}`;
}

/** Whether the order's index knows all of the filter, so that a page reads its rows and no others. */
export function isIndexed(filter: UserFilter, { field }: UserOrder): boolean {
  return filter.every((clauses) => inIndex(clauses, field).rest.length === 0);
}

/** One select for each value of the column that the order's index begins with, or one for all. */
function partsOf(clauses: Clause[], page: Page): RawBuilder<PageRow>[] {
  const { first, indexed, rest } = inIndex(clauses, page.order.field);
  const conditions = indexed.map(({ condition }) => condition);
  return (first?.values ?? [undefined]).map((value) => {
    const within = [...conditions, ...(value ? [value] : []), ...page.bounds];
    const isForetold = rest.every(({ foretold }) => foretold?.includes(page.order.field));
    return isForetold
      ? walk([...within, ...rest.map(({ condition }) => condition)], page)
      : walkOrSort(within, rest, page);
  });
}

/** Which clauses an order's index knows, the one that it begins with apart, and which it does not. */
function inIndex(clauses: Clause[], order: UserOrderField) {
  const known = clauses.filter(({ orders }) => orders?.includes(order));
  // An index begins with one column: of status and department, only one can be used.
  const first = known.find(({ values }) => values);
  const indexed = known.filter(({ values }) => !values);
  const rest = clauses.filter((clause) => clause !== first && !indexed.includes(clause) && !clause.implied);
  return { first, indexed, rest };
}

/**
 * Its parameters are those of the conditions. The limit is written out: where it is not known, PostgreSQL plans a prepared
 * statement as if a tenth of the list were wanted.
 */
function walk(conditions: Condition[], { order, fromEnd, limit, columns }: Page): RawBuilder<PageRow> {
  const { expression, direction } = orderSql(order, fromEnd);
  return sql`select ${columns}, ${expression} as key from users u
      where ${sql.join(conditions, sql` and `)}
      order by ${expression} ${direction}, u.id ${direction} limit ${sql.lit(limit)}`;
}

/**
 * PostgreSQL can walk the list in its order and leave out who does not match, or fetch all who match and sort
 * them. It chooses by how many it thinks match, and thinks them spread evenly over the order: wrong for a term that
 * is rare or whose people are all at the other end, and then it walks through everybody. So it is told: walk a
 * little, and if that does not fill the page, fetch and sort.
 */
function walkOrSort(within: Condition[], rest: Clause[], page: Page): RawBuilder<PageRow> {
  const { expression, sorted, direction } = orderSql(page.order, page.fromEnd);
  const perRow = page.order.field === UserOrderField.DISPLAY_NAME ? WALK_PER_ROW_BY_NAME : WALK_PER_ROW;
  const whileWalking = rest.map((clause) => clause.whileWalking ?? clause.condition);
  // A limit and an offset that PostgreSQL can't know beforehand are planned as a tenth each of all that match: it sorts
  // them, unless so many match that walking on is the better way after all.
  const all = [...within, ...rest.map(({ condition }) => condition)];
  return sql`with walked as materialized (
      select ${page.columns}, ${expression} as key from (
        select * from users u where ${sql.join(within, sql` and `)}
        order by ${expression} ${direction}, u.id ${direction} limit ${page.limit * perRow}) as u
      where ${sql.join(whileWalking, sql` and `)} limit ${page.limit})
    select * from (select * from walked where (select count(*) from walked) = ${page.limit}
      union all (select ${page.columns}, ${expression} as key from users u
        where ${sql.join(all, sql` and `)} and (select count(*) from walked) < ${page.limit}
        order by ${sorted} ${direction}, u.id ${direction}
        limit (select ${page.limit}::int) offset (select 0))) as found
    order by key ${direction}, id ${direction}`;
}

function cursorConditions(order: UserOrder, { after, before }: PageWindow): RawBuilder<boolean>[] {
  const { expression, type, beyond, upTo } = orderSql(order);
  const compare = (operator: RawBuilder<unknown>, { key, id }: { key: string; id: string }) =>
    sql<boolean>`(${expression}, u.id) ${operator} (${key}::${type}, ${id}::uuid)`;
  return [...(after ? [compare(beyond, after)] : []), ...(before ? [compare(upTo, before)] : [])];
}
