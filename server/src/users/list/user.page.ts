import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../pagination/conditions.js';
import type { Clause } from './user.clause.js';
import type { UserOrderField } from '../user.enums.js';
import type { UserFilter } from './user.filter.js';
import { orderSql, type UserOrder } from './user.order.js';
import { boundsOf, type BoundWindow, type Page, type PageRow } from './user.page-bounds.js';
import { userColumns } from '../user.columns.js';
import { searchPage } from './search/user.search-page.js';
import type { UserSelection } from '../user.selection.js';

/**
 * How many rows are scanned in list order for each row of the page before the other plan is used: enough to fill the
 * page if one user in two hundred matches. If fewer match, fetching and sorting the matches takes no longer.
 */
const WALK_PER_ROW = 200;

/**
 * The statement for a page of users. For a filter that the row order's index supports, and for none, it is one select
 * that reads only the rows of the page. For any other filter it combines two plans, see `walkOrSort`.
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

/** Whether the row order's index supports the whole filter, so that a page reads only its own rows. */
export function isIndexed(filter: UserFilter, { field }: UserOrder): boolean {
  return filter.every((clauses) => inIndex(clauses, field).rest.length === 0);
}

/** Whether a page is filtered by a term alone, so that one plan serves all terms: see user.search-page.ts. */
export function isPureSearch(filter: UserFilter, { field }: UserOrder): boolean {
  return filter.every((clauses) => {
    const { first, indexed, rest } = inIndex(clauses, field);
    return !first && indexed.length === 1 && rest.length === 1 && rest[0]?.search !== undefined;
  });
}

/** One select for each value of the column with which the row order's index begins, or one select in all. */
function partsOf(clauses: Clause[], page: Page): RawBuilder<PageRow>[] {
  const { first, indexed, rest } = inIndex(clauses, page.order.field);
  const conditions = indexed.map(({ condition }) => condition);
  // The indexes that begin with a status or a department store no column behind the key.
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

/**
 * Sorts clauses by a row order's index: `first` is the column with which it begins, `indexed` are other index
 * conditions, `rest` is not supported.
 */
function inIndex(clauses: Clause[], order: UserOrderField) {
  const supported = clauses.filter(({ orders }) => orders?.includes(order));
  // An index begins with one column: either the status or the department can use it, not both.
  const first = supported.find(({ values }) => values);
  const indexed = supported.filter(({ values }) => !values);
  const rest = clauses.filter((clause) => clause !== first && !indexed.includes(clause) && !clause.implied);
  return { first, indexed, rest };
}

/**
 * The parameters are those of the conditions. The limit is a literal: for an unknown limit PostgreSQL plans a prepared
 * statement as if a tenth of the list were needed.
 */
function walk(conditions: Condition[], page: Page): RawBuilder<PageRow> {
  const { order, bounds, fromEnd, limit, columns } = page;
  const { expression, direction } = orderSql(order, fromEnd);
  return sql`select ${columns}, ${expression} as key from users u
      where ${sql.join([...bounds.walking, ...conditions], sql` and `)}
      order by ${expression} ${direction}, u.id ${direction} limit ${sql.lit(limit)}`;
}

/**
 * PostgreSQL can scan the index in list order and filter the rows, or fetch all matches and sort them. It chooses by
 * the estimated number of matches and assumes that they are spread evenly over the order. For a rare term, or for
 * matches at the far end of the order, that is wrong, and it scans all users. So the statement decides at run time:
 * scan a limited number of rows; if that neither fills the page nor reaches the end of the list, fetch and sort.
 */
function walkOrSort(within: Condition[], rest: Clause[], page: Page): RawBuilder<PageRow> {
  const { bounds, columns, limit } = page;
  const { expression, sorted, direction } = orderSql(page.order, page.fromEnd);
  const whileWalking = rest.map((clause) => clause.whileWalking ?? clause.condition);
  const near = limit * WALK_PER_ROW;
  const [only] = rest;
  const isRare = (rest.length === 1 && only?.isRare) || sql<boolean>`false`;
  // A case expression, as counting `near` reads all its rows: it must not run if the scan filled the page. It is not a
  // condition of the sorted part, as the workers of a parallel plan get its result in advance.
  const isShort = sql`(case when (select count(*) from walked) = ${limit} then false
      else (select count(*) from near) = (select rows from walk) end)`;
  // PostgreSQL plans a limit and an offset that it does not know as a tenth of all matches each. So it sorts the
  // matches, unless there are so many that a further index scan is cheaper, and it uses the index where `walk` limits
  // it.
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
