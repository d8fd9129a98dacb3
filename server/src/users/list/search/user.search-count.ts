import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../../pagination/conditions.js';
import type { Search } from '../user.clause.js';

/**
 * MANY matches among TRIED rows from each end of the order of creation are three in ten. Fewer matches are fetched faster
 * than scanned: 0.4 µs for each scanned row, 1 µs for each fetched one.
 */
const TRIED = 100;
const MANY = 60;

/** A scan of so many rows finds ten thousand matches if one row in five matches: 15 ms. */
const MAX_ROWS_WALKED = 50_000;

/**
 * Counts the matches of a search among the users `within`, up to `most`. If many of the tried rows match, it counts
 * along the order of creation. If few match, or the scan finds fewer than `most`, it counts by the search index. One
 * plan serves all terms, as in user.search-page.ts.
 */
export function searchCount(
  within: Condition[],
  { term, asked, walking, fetching }: Search,
  most: number,
): RawBuilder<number> {
  const all = sql`select * from users u where ${sql.join(within, sql` and `)}`;
  const along = (direction: RawBuilder<unknown>, rows: number) =>
    sql`(${all} order by u.created_at ${direction}, u.id ${direction} limit ${sql.lit(rows)}) as u where ${walking}`;
  const tried = [sql`asc`, sql`desc`].map(
    (direction) => sql`(select count(*) from ${along(direction, TRIED)})`,
  );
  const limit = sql`limit ${sql.lit(most)}`;
  return sql`(with term as materialized (${term}), asked as materialized (${asked}),
    walked as materialized (select case when ${sql.join(tried, sql` + `)} >= ${sql.lit(MANY)}
      then (select count(*) from (select from ${along(sql`asc`, MAX_ROWS_WALKED)} ${limit}) as found) else 0 end as count)
    select case when (select count from walked) = ${sql.lit(most)} then ${sql.lit(most)}
      else (select count(*) from (${all} and ${fetching} ${limit}) as found) end)`;
}
