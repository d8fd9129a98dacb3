import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../../pagination/conditions.js';
import type { Search } from '../user.clause.js';
import { isByTime, orderSql } from '../user.order.js';
import type { Page, PageRow } from '../user.page-bounds.js';

/**
 * Rows that are scanned first: 15 µs. If MANY of them match, the scan goes on; for such a term, even looking it up in the
 * sample takes longer.
 */
const TRIED = 64;
const MANY = 4;

/** A list between cursors, or with a filter beside the search, that ends within so many rows is scanned to its end. */
const SHORT = 1_000;

/**
 * One row in 85, by the last byte of the id, which is random. The sample has indexes of its own, so looking a term up in it
 * takes 20 to 60 µs. Their predicate must be this text.
 */
export const IN_SAMPLE = sql<boolean>`u.deleted_at is null and get_byte(uuid_send(u.id), 15) < 3`;

/**
 * Scanning for a page of `size` takes size / p rows of 0.3 µs, if p of the users match; fetching takes p * users rows of 2 µs.
 * They are equal at p = sqrt(0.15 * size / users), for which the sample has 0.0045 * sqrt(size * users) matches. Two is the
 * smallest meaningful number.
 */
const MATCHES_PER_ROOT = 0.0045;
const LEAST_MATCHES = 2;

/** If matches are spread evenly, the scan fills the page within so many rows for each row of the page. */
const WALKED_PER_ROW = 500;

/** The limit of the scan for large pages: 6 ms. */
const MAX_ROWS_WALKED = 20_000;

/**
 * If FAR_MATCHES of the last FAR_ROWS rows of an order by time match, the matches begin far on in the order and may
 * be a tenth of all users, as after an import. Fetching them would take 0.15 s, as their whole index range is read.
 * Orders by name and address are not tested: similar names are neighbours.
 */
const FAR_ROWS = 100;
const FAR_MATCHES = 3;

/** Fetching and sorting so many rows takes 80 ms. If there are more, an index scan finds some of them further on. */
const MAX_ROWS_FETCHED = 50_000;

/**
 * A page of a search. PostgreSQL can scan the index in list order and filter the rows, or fetch all matches by the
 * search index and sort them. By itself it chooses by the 400 sampled texts of the column: a term with three hundred
 * matches of which one is in the sample counts as common, and PostgreSQL scanned 100,000 users for a page. And it plans for
 * each term, which takes as long as most searches.
 *
 * So the statement decides. It looks the term up in an index of one user in 85, which is always up to date. If so many match
 * that a scan is faster, it scans; if that does not fill the page, or few match, it fetches. If those are too many, it scans
 * on until the page is full. Each part has one good plan for any term, so the statement is planned once for all terms.
 */
export function searchPage(
  within: Condition[],
  { term, asked, walking, fetching }: Search,
  page: Page,
): RawBuilder<PageRow> {
  const { bounds, columns, limit, fromEnd, order } = page;
  const { expression, direction } = orderSql(order, fromEnd);
  const { direction: backwards } = orderSql(order, !fromEnd);
  const [size, most] = [sql.lit(limit), sql.lit(MAX_ROWS_FETCHED)];
  const more = sql.lit(Math.min(limit * WALKED_PER_ROW, MAX_ROWS_WALKED));
  const all = sql`select * from users u where ${sql.join([...bounds.walking, ...within], sql` and `)}`;
  const ordered = sql`${all} order by ${expression} ${direction}, u.id ${direction}`;
  const far = sql`${all} order by ${expression} ${backwards}, u.id ${backwards} limit ${sql.lit(FAR_ROWS)}`;
  const areFar = isByTime(order)
    ? sql`(select count(*) from (${far}) as u where ${walking}) >= ${sql.lit(FAR_MATCHES)}`
    : sql`false`;
  const users = sql`(select greatest(reltuples, 0) from pg_class where oid = 'users'::regclass)`;
  const enough = sql`greatest(${sql.lit(LEAST_MATCHES)}, ceil(${sql.lit(MATCHES_PER_ROOT)} * sqrt(${size} * ${users})))::int`;
  // All users are assumed to be more than the scanned rows. If they are fewer, fetching them is cheap.
  const isAll = bounds.walking.length + within.length === 1;
  const endsWithin = (rows: RawBuilder<unknown>) =>
    isAll ? sql`false` : sql`not exists (${ordered} limit 1 offset ${rows})`;
  return sql`with term as materialized (${term}), asked as materialized (${asked}),
    tried as materialized (select from (${ordered} limit ${sql.lit(TRIED)}) as u where ${walking} limit ${sql.lit(MANY)}),
    enough as materialized (select ${enough} as matches),
    sampled as materialized (select count(*) >= (select matches from enough) as are_many
      from (select from users u where ${IN_SAMPLE} and ${fetching} limit (select matches from enough)) as found),
    walk as materialized (select case
      when (select count(*) from tried) = ${sql.lit(MANY)} then ${more}
      when (select are_many from sampled) then ${more}
      when ${endsWithin(sql.lit(SHORT))} then ${sql.lit(SHORT)} else 0 end as rows),
    walked as materialized (select ${columns}, ${expression} as key
      from (${ordered} limit (select rows from walk)) as u where ${walking} limit ${size}),
    way as materialized (select case
      when (select count(*) from walked) = ${size} then 'walked'
      when (select rows from walk) > 0 and ${endsWithin(sql`(select rows from walk)`)} then 'walked'
      when (select rows from walk) > 0 and ${areFar} then 'walk on'
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
