import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../pagination/conditions.js';
import type { Clause } from './user.clause.js';
import type { UserOrderField } from '../user.enums.js';
import type { UserFilter } from './user.filter.js';
import { orderSql, type UserOrder } from './user.order.js';
import { boundsOf, type BoundWindow, type Page, type PageRow } from './user.page-bounds.js';
import { userColumns } from '../user.columns.js';
import { searchPage } from './user.search-page.js';
import type { UserSelection } from '../user.selection.js';

/**
 * For each row of a page so many are read in the list's order before the filter is asked: enough to fill the page
 * where one user in two hundred matches. Where fewer do, reading those that match and sorting them takes no longer.
 */
const WALK_PER_ROW = 200;

/**
 * The statement for a page of users. A filter that the order's index knows, and none at all, is one select that
 * reads the page's rows and no others; any other filter is looked for in two ways, see `walkOrSort`.
 */
export function pageStatement(
  filter: UserFilter,
  order: UserOrder,
  window: BoundWindow,
  user: Pick<UserSelection, 'fields'>,
): RawBuilder<PageRow> {
  const page: Page = {
    order,
    bounds: boundsOf(order, window),
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

/** Whether a page is looked for by a term alone, so that one plan serves for all terms: see user.search-page.ts. */
export function isPureSearch(filter: UserFilter, { field }: UserOrder): boolean {
  return filter.every((clauses) => {
    const { first, indexed, rest } = inIndex(clauses, field);
    return !first && indexed.length === 1 && rest.length === 1 && rest[0]?.search !== undefined;
  });
}

/** One select for each value of the column that the order's index begins with, or one for all. */
function partsOf(clauses: Clause[], page: Page): RawBuilder<PageRow>[] {
  const { first, indexed, rest } = inIndex(clauses, page.order.field);
  const conditions = indexed.map(({ condition }) => condition);
  // The indexes that begin with a status or a department carry nothing behind the key.
  const carries = !first || first.implied === true;
  return (first?.values ?? [undefined]).map((value) => {
    const within = [...conditions, ...(value ? [value] : [])];
    const [only] = rest;
    if (rest.length === 1 && only?.search) return searchPage(within, only.search, page);
    return rest.every(({ carried }) => carries && carried?.includes(page.order.field))
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
function walk(conditions: Condition[], page: Page): RawBuilder<PageRow> {
  const { order, bounds, fromEnd, limit, columns } = page;
  const { expression, direction } = orderSql(order, fromEnd);
  return sql`select ${columns}, ${expression} as key from users u
      where ${sql.join([...bounds.walking, ...conditions], sql` and `)}
      order by ${expression} ${direction}, u.id ${direction} limit ${sql.lit(limit)}`;
}

/**
 * PostgreSQL can walk the list in its order and leave out who does not match, or fetch all who match and sort
 * them. It chooses by how many it thinks match, and thinks them spread evenly over the order: wrong for a term that
 * is rare or whose people are all at the other end, and then it walks through everybody. So it is told: walk a
 * little, and if that neither fills the page nor comes to the end of the list, fetch and sort.
 */
function walkOrSort(within: Condition[], rest: Clause[], page: Page): RawBuilder<PageRow> {
  const { bounds, columns, limit } = page;
  const { expression, sorted, direction } = orderSql(page.order, page.fromEnd);
  const whileWalking = rest.map((clause) => clause.whileWalking ?? clause.condition);
  const near = limit * WALK_PER_ROW;
  const [only] = rest;
  const isRare = (rest.length === 1 && only?.isRare) || sql<boolean>`false`;
  // A case, as what counts those near reads them all: it must not be asked where the page was filled before,
  // and not within what is sorted, as the workers of a parallel plan are given its answer beforehand.
  const isShort = sql`(case when (select count(*) from walked) = ${limit} then false
      else (select count(*) from near) = (select rows from walk) end)`;
  // A limit and an offset that PostgreSQL can't know beforehand are planned as a tenth each of all that match: it sorts
  // them, unless so many match that walking on is the better way after all; and it walks where it is to walk.
  return sql`with walk as materialized (select case when ${isRare} then 0 else ${near}::int end as rows),
    near as materialized (select * from users u
      where ${sql.join([...bounds.walking, ...within], sql` and `)}
      order by ${expression} ${direction}, u.id ${direction} limit (select rows from walk)),
    walked as materialized (select ${columns}, ${expression} as key from near as u
      where ${sql.join(whileWalking, sql` and `)} limit ${limit})
    select * from (select * from walked where not ${isShort}
      union all select * from (select ${columns}, ${expression} as key from users u
        where ${sql.join([...bounds.sorting, ...within, ...whileSorting(rest)], sql` and `)}
        order by ${sorted} ${direction}, u.id ${direction}
        limit (select ${limit}::int) offset (select 0)) as sorted where ${isShort}) as found
    order by key ${direction}, id ${direction}`;
}

function whileSorting(rest: Clause[]): Condition[] {
  return rest.map(({ condition, alone }) => (rest.length === 1 && alone) || condition);
}
