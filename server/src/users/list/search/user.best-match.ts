import { type RawBuilder, sql } from 'kysely';
import { isMoment } from '../../../scalars/date-time.scalar.js';
import type { Cursor, CursorOrder } from '../../../pagination/cursor.js';
import type { PageWindow } from '../../../pagination/page-window.js';
import { userColumns } from '../../user.columns.js';
import type { UserSelection } from '../../user.selection.js';
import type { MatchRank, RankedSearch, Search } from '../user.clause.js';
import type { UserFilter } from '../user.filter.js';
import type { UserOrder } from '../user.order.js';
import type { PageRow } from '../user.page-bounds.js';
import { IN_SAMPLE } from './user.search-page.js';
import { allOf, RANKS } from './user.search-rank.js';

/** The order of a search without `orderBy`: the rank first, then the newest first. Its key is both in one text. */
export const BEST_MATCH: CursorOrder = {
  name: 'MATCH',
  isKey: (key) => /^[012] /.test(key) && isMoment(key.slice(2)),
};

/** With this number of matches in the sample of one user in 85, each rank is a separate search. */
const MANY_IN_SAMPLE = 24;

/**
 * Up to this number of matches are fetched and sorted: 8 ms. The sample's limit stands for half of them, as it is a random
 * estimate.
 */
const MAX_FETCHED = 4_000;

/** The search of a list that has best match first; undefined for other lists. */
export function bestMatchSearch(
  orderBy: UserOrder | null | undefined,
  filter: UserFilter,
): RankedSearch | undefined {
  return orderBy
    ? undefined
    : filter
        .flat()
        .flatMap(({ search }) => search ?? [])[0]
        ?.ranked();
}

/** The key of a row, for a statement that has the rows of `withTerm`. */
export function matchKey({ rank }: RankedSearch): RawBuilder<string> {
  return sql`${rank} || ' ' || u.created_at`;
}

export function withTerm({ term, asked }: Search): RawBuilder<unknown> {
  return sql`with term as materialized (${term}), asked as materialized (${asked})`;
}

/** A row of a page, or the one row that says that there are too many matches, or none. */
export type MatchRow = PageRow & { areMany: boolean };

/** Reads the page in one statement if the matches are few, as those of most terms are. */
export function matchesStatement(
  filter: UserFilter,
  search: RankedSearch,
  { size, fromEnd, after, before }: PageWindow,
  user: Pick<UserSelection, 'fields'>,
): RawBuilder<MatchRow> {
  const direction = fromEnd ? sql`asc` : sql`desc`;
  const bounds = [
    ...(after ? [sql`(rank, created_at, id) < ${placeOf(after)}`] : []),
    ...(before ? [sql`(rank, created_at, id) > ${placeOf(before)}`] : []),
  ];
  const found = filter.map((clauses) => {
    const conditions = clauses.map((clause) => clause.search?.fetching ?? clause.condition);
    return sql`(select u.id, u.created_at, ${search.rank} as rank from users u
      where not (select are_many from sampled) and ${allOf(conditions)} limit ${sql.lit(MAX_FETCHED + 1)})`;
  });
  return sql`${withTerm(search)},
    sampled as materialized (select count(*) = ${sql.lit(MANY_IN_SAMPLE)} as are_many
      from (select from users u where ${IN_SAMPLE} and ${search.fetching} limit ${sql.lit(MANY_IN_SAMPLE)}) as sample),
    found as materialized (${sql.join(found, sql` union all `)}),
    many as materialized (select (select are_many from sampled)
      or (select count(*) > ${sql.lit(MAX_FETCHED)} from found) as are_many),
    chosen as materialized (select * from found
      where ${allOf([sql`not (select are_many from many)`, ...bounds])}
      order by rank ${direction}, created_at ${direction}, id ${direction} limit ${sql.lit(size + 1)})
    select page.*, many.are_many as "areMany" from many left join lateral (
      select ${userColumns(user)}, chosen.rank || ' ' || chosen.created_at as key, chosen.rank as match_rank,
        chosen.created_at as match_created_at from chosen join users u using (id)) as page on true
    order by match_rank ${direction}, match_created_at ${direction}, page.id ${direction}`;
}

function placeOf({ key, id }: Cursor): RawBuilder<unknown> {
  return sql`(${Number(key[0])}::int, ${key.slice(2)}::timestamptz, ${id}::uuid)`;
}

/** The window's part of each rank that it touches, in the order in which the page is filled. */
export function windowsByRank(window: PageWindow): { rank: MatchRank; after?: Cursor; before?: Cursor }[] {
  const { fromEnd, after, before } = window;
  const [best, worst] = [after ? rankOf(after) : 2, before ? rankOf(before) : 0];
  const ranks = fromEnd ? RANKS.toReversed() : RANKS;
  return ranks
    .filter((rank) => rank <= best && rank >= worst)
    .map((rank) => ({ rank, ...inRank('after', after, rank), ...inRank('before', before, rank) }));
}

function inRank(name: 'after' | 'before', cursor: Cursor | undefined, rank: MatchRank) {
  if (!cursor || rankOf(cursor) !== rank) return {};
  return { [name]: { ...cursor, key: cursor.key.slice(2) } };
}

function rankOf({ key }: Cursor): number {
  return Number(key[0]);
}

/** The same filter for the matches of one rank. */
export function filterOfRank(filter: UserFilter, rank: MatchRank): UserFilter {
  return filter.map((clauses) => clauses.map((clause) => clause.ofRank?.(rank) ?? clause));
}
