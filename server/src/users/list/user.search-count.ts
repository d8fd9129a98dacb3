import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../pagination/conditions.js';
import type { Search } from './user.clause.js';

/** Of so many from either end of the order of adding, a tenth. Fewer are fetched sooner than walked to. */
const TRIED = 500;
const MANY = TRIED / 5;

/** As far as a walk comes that finds ten thousand, one in ten: 30 ms. Their index would be read for all, up to 0.15 s. */
const MAX_ROWS_WALKED = 100_000;

/**
 * How many a search finds among those within, up to `most`: where it finds many they are counted along the order of adding, and
 * where they are not, or end on the way, by their index. One plan for any term, as user.search-page.ts has it.
 */
export function searchCount(
  within: Condition[],
  { term, walking, fetching }: Search,
  most: number,
): RawBuilder<number> {
  const all = sql`select * from users u where ${sql.join(within, sql` and `)}`;
  const along = (direction: RawBuilder<unknown>, rows: number) =>
    sql`(${all} order by u.created_at ${direction}, u.id ${direction} limit ${sql.lit(rows)}) as u where ${walking}`;
  const tried = [sql`asc`, sql`desc`].map(
    (direction) => sql`(select count(*) from ${along(direction, TRIED)})`,
  );
  const limit = sql`limit ${sql.lit(most)}`;
  return sql`(with term as materialized (${term}),
    walked as materialized (select case when ${sql.join(tried, sql` + `)} >= ${sql.lit(MANY)}
      then (select count(*) from (select from ${along(sql`asc`, MAX_ROWS_WALKED)} ${limit}) as found) else 0 end as count)
    select case when (select count from walked) = ${sql.lit(most)} then ${sql.lit(most)}
      else (select count(*) from (${all} and ${fetching} ${limit}) as found) end)`;
}
