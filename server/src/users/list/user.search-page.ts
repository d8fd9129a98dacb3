import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../pagination/conditions.js';
import type { Search } from './user.clause.js';
import { isByTime, orderSql } from './user.order.js';
import type { Page, PageRow } from './user.page-bounds.js';

/** 0.3 ms. */
const TRIED = 1_000;

/**
 * Of those tried, one for so many rows of the page must match, or at least one: where fewer do, fetching all who match
 * takes less than walking to enough of them. A page of 100 for `кузнецов`, of 3,035, took 17 ms with half as many, and 9 so.
 */
const ROWS_PER_MATCH = 12;

/** Where they are spread evenly, the page is full by then. */
const WALKED_PER_ROW = 500;

/** For large pages: 6 ms. */
const MAX_ROWS_WALKED = 20_000;

/**
 * At the other end of an order by time, three in so many are a tenth of everybody: they only begin further on, as after an
 * import of others. Fetching them would take 0.15 s, as their index is read for all. Names and addresses are no measure for
 * that: those who begin alike stand together.
 */
const LARGE_PAGE = 100;
const MANY_OF_FAR = 3;

/** Fetching and sorting so many takes 80 ms. Of more there must be some further on, and a walk comes upon them. */
const MAX_ROWS_FETCHED = 50_000;

/**
 * A page of a search. PostgreSQL can walk the list in its order and leave out who does not match, or fetch all who match
 * by their index and sort them. Left to itself it chooses by the 400 texts that it keeps of a column: a term of three
 * hundred people that stands in one of them by chance counts as common, and it walked past 100,000 users for a page.
 *
 * So nothing is left to it. A few are tried; if some of them match, more are walked; if that does not fill the page, those
 * who match are fetched; if they are too many, the walk goes on until the page is full. Each part has one sensible plan
 * whatever the term, so the statement is planned once for all of them.
 */
export function searchPage(
  within: Condition[],
  { term, walking, fetching }: Search,
  page: Page,
): RawBuilder<PageRow> {
  const { bounds, columns, limit, fromEnd, order } = page;
  const { expression, direction } = orderSql(order, fromEnd);
  const { direction: backwards } = orderSql(order, !fromEnd);
  const [size, most, tried] = [sql.lit(limit), sql.lit(MAX_ROWS_FETCHED), sql.lit(TRIED)];
  const more = sql.lit(Math.min(limit * WALKED_PER_ROW, MAX_ROWS_WALKED));
  const all = sql`select * from users u where ${sql.join([...bounds.walking, ...within], sql` and `)}`;
  const ordered = sql`${all} order by ${expression} ${direction}, u.id ${direction}`;
  const far = sql`${all} order by ${expression} ${backwards}, u.id ${backwards} limit ${sql.lit(LARGE_PAGE)}`;
  const areFar = isByTime(order)
    ? sql`(select count(*) from (${far}) as u where ${walking}) >= ${sql.lit(MANY_OF_FAR)}`
    : sql`false`;
  const enough = sql.lit(Math.max(1, Math.floor(limit / ROWS_PER_MATCH)));
  // Everybody is taken for more than those tried, and for more than are walked: where they are not, they are few to fetch.
  const isAll = bounds.walking.length + within.length === 1;
  const endsWithin = (rows: RawBuilder<unknown>) =>
    isAll ? sql`false` : sql`not exists (${ordered} limit 1 offset ${rows})`;
  return sql`with term as materialized (${term}),
    tried as materialized (select from (${ordered} limit ${tried}) as u where ${walking} limit ${enough}),
    walk as materialized (
      select case when (select count(*) from tried) = ${enough} then ${more}
        when ${endsWithin(tried)} then ${tried} else 0 end as rows),
    walked as materialized (select ${columns}, ${expression} as key
      from (${ordered} limit (select rows from walk)) as u where ${walking} limit ${size}),
    way as materialized (select case
      when (select count(*) from walked) = ${size} then 'walked'
      when (select rows from walk) > 0 and ${endsWithin(sql`(select rows from walk)`)} then 'walked'
      when ${areFar} then 'walk on'
      else 'fetch' end as way),
    found as materialized (select u.id, ${expression} as key from users u
      where (select way from way) = 'fetch' and ${sql.join([...bounds.sorting, ...within, fetching], sql` and `)}
      limit ${most} + 1),
    rest as materialized (select case (select way from way)
      when 'fetch' then (select count(*) > ${most} from found) else (select way from way) = 'walk on' end as walks)
    select * from (select * from walked where (select way from way) = 'walked'
      union all (select ${columns}, first.key from (select * from found where not (select walks from rest)
        order by key ${direction}, id ${direction} limit ${size}) as first join users u using (id))
      union all (select ${columns}, ${expression} as key from users u
        where (select walks from rest) and ${sql.join([...bounds.walking, ...within, walking], sql` and `)}
        order by ${expression} ${direction}, u.id ${direction} limit ${size})) as page
    order by key ${direction}, id ${direction}`;
}
