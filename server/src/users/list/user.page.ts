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
 * How many rows are scanned in list order before the other plan is used: first the near ones. The far ones of a page of 100 took
 * PostgreSQL 49 ms in the order of the last change.
 */
function walkLengths(limit: number): { near: number; far: number } {
  const near = Math.ceil(200 * Math.sqrt(limit));
  return { near, far: 10 * near };
}

/** The page is expected to be full after this many times the near rows, if the far ones are scanned. */
const EXPECTED = 8;

/** Up to this number of users, one in 150, no index scan in list order is tried. */
const FEW = sql`(select greatest(reltuples, 0)::int / 150 from pg_class where oid = 'users'::regclass)`;

/**
 * More users than this are not sorted because of the near rows: the first in the order may differ from the others. Up to this
 * number, PostgreSQL is not allowed to scan an index in list order without an end instead.
 */
const MANY = 100_000;

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
export function isIndexed(filter: UserFilter, { field }: Pick<UserOrder, 'field'>): boolean {
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
  const carries = (!first || first.implied === true) && !indexed.some(({ partial }) => partial);
  const parts = (first?.values ?? [undefined]).map((value) => {
    const within = [...conditions, ...(value ? [value] : [])];
    const [only] = rest;
    if (rest.length === 1 && only?.search) return searchPage(within, only.search, page);
    const inIndexRow = rest.filter(({ carried }) => carries && carried?.includes(page.order.field));
    const unknown = rest.filter((clause) => !inIndexRow.includes(clause));
    const known = [...within, ...inIndexRow.map(({ condition }) => condition)];
    return unknown.length === 0 ? walk(known, page) : walkOrSort(known, unknown, clauses, page);
  });
  return first?.areInOrder ? [oneAfterAnother(parts, page)] : parts;
}

/** PostgreSQL runs the parts of an append one after another, and none after the limit is reached. */
function oneAfterAnother(parts: RawBuilder<PageRow>[], page: Page): RawBuilder<PageRow> {
  const { direction, isDescending } = orderSql(page.order, page.fromEnd);
  const inOrder = isDescending ? parts.toReversed() : parts;
  return sql`select * from (select * from (${sql.join(
    inOrder.map((part) => sql`(${part})`),
    sql` union all `,
  )}) as parts limit ${page.limit}) as page order by key ${direction}, id ${direction}`;
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
 * scan a few rows; if that neither fills the page nor reaches the end of the list, scan more if enough of them matched;
 * if that is not enough either, fetch and sort.
 * @param clauses all of them, whose kept counts bound the number of matches
 */
function walkOrSort(within: Condition[], rest: Clause[], clauses: Clause[], page: Page): RawBuilder<PageRow> {
  const { bounds, columns, limit } = page;
  const { expression, sorted, direction, mayWalk } = orderSql(page.order, page.fromEnd);
  const { near, far } = walkLengths(limit);
  const walked = (
    rows: RawBuilder<unknown>,
  ) => sql`materialized (select u.*, ${expression} as key from users u
      where ${sql.join([...bounds.walking, ...within], sql` and `)}
      order by ${expression} ${direction}, u.id ${direction} limit (${rows}))`;
  // PostgreSQL knows the order of the scanned rows, so it does not sort, and stops at the limit. Without "order by" it may join
  // them with the holders of a role, and the page would have some of the matches instead of the first ones.
  const matching = (rows: RawBuilder<unknown>) => sql`materialized (select ${columns}, u.key
      from ${rows} as u where ${sql.join(
        rest.map((clause) => clause.whileWalking ?? clause.probing ?? clause.condition),
        sql` and `,
      )} order by u.key ${direction}, u.id ${direction} limit ${limit})`;
  // A case expression, as counting the rows reads all of them: it must not run if the page is full. It is not a condition of
  // the sorted part, as the workers of a parallel plan get its result in advance.
  const isDone = (rows: RawBuilder<unknown>) => sql`case when found = ${limit} then true
      else (select count(*) from ${rows}) < rows end`;
  // Whether the page is soon full, after fewer rows than have to be fetched for sorting.
  const isPromising = sql`near_found * ${EXPECTED} >= ${limit}
    and near_found * coalesce(users, ${MANY}) >= ${near * limit}::int`;
  const sort = (key: RawBuilder<unknown>, cursors: Condition[], isChosen: Condition) => sql`select * from (
        select ${columns}, ${expression} as key from users u
        where ${sql.join([...cursors, ...within, ...whileSorting(within, rest)], sql` and `)}
        order by ${key} ${direction}, u.id ${direction} limit (select ${limit}::int) offset (select 0)) as sorted
      where (select page from state) is null and ${isChosen}`;
  const areFew = sql<boolean>`coalesce((select users from most) <= ${MANY}, false)`;
  const sorts = mayWalk
    ? [sort(sorted, bounds.sorting, areFew), sort(expression, bounds.walking, sql<boolean>`not ${areFew}`)]
    : [sort(sorted, bounds.sorting, sql<boolean>`true`)];
  // PostgreSQL plans a limit and an offset that it does not know as a tenth of all matches each. So it sorts the
  // matches, unless there are so many that a further index scan is cheaper, and it uses the index where a walk is limited.
  return sql`with most as materialized (select ${leastOf(clauses)} as users),
    near_walk as materialized (select case when users <= ${FEW} then 0 else ${near}::int end as rows from most),
    near as ${walked(sql`select rows from near_walk`)},
    near_page as ${matching(sql`near`)},
    near_state as materialized (select found as near_found, ${isDone(sql`near`)} as is_done
      from near_walk, (select count(*) as found from near_page) as counted),
    far_walk as materialized (select case when not is_done and (users > ${MANY} or ${isPromising})
        then ${far}::int else 0 end as rows from near_state, most),
    far as ${walked(sql`select rows from far_walk`)},
    far_page as ${matching(sql`far`)},
    state as materialized (select case when near_state.is_done then 'near' when rows > 0 and ${isDone(sql`far`)} then 'far' end as page
      from near_state, far_walk, (select count(*) as found from far_page) as counted)
    select * from (select * from near_page where (select page from state) = 'near'
      union all select * from far_page where (select page from state) = 'far'
      union all ${sql.join(sorts, sql` union all `)}) as found
    order by key ${direction}, id ${direction}`;
}

/** The least of the upper bounds that the kept counts give; null if there is none. */
function leastOf(clauses: Clause[]): RawBuilder<number | null> {
  const bounds = clauses.flatMap(({ most }) => most ?? []);
  return bounds.length > 0 ? sql`least(${sql.join(bounds)})` : sql`null::bigint`;
}

function whileSorting(within: Condition[], rest: Clause[]): Condition[] {
  // The first condition of every part tells whether users are in the bin.
  const isOnly = within.length === 1 && rest.length === 1;
  return rest.map(({ condition, alone }) => (isOnly && alone) || condition);
}
