import { type RawBuilder, sql } from 'kysely';
import { DEPARTMENT_KEY } from '../list/user.filter.js';
import { WITHOUT_PASSWORD } from '../list/user.state-filter.js';
import { UserState } from '../user.enums.js';
import { epochMs, rangeStarts } from './user.facet-ranges.js';
import { UserFacet } from './user.facet.enum.js';

/** A value as a statement finds it. */
export interface FacetRow {
  value: string;
  /** A bigint, as text or number. */
  count: string | number;
  is_capped: boolean;
  label?: string | null;
  since_ms?: number | null;
}

export interface FacetStatement {
  facet: UserFacet;
  /** Folded by the statement; empty for all. */
  matching: string;
  /** One more than shown, to find out whether there are more. */
  limit: number;
  timeZone: string;
}

/** The limit for counting in the index, for a day that a range covers only partly (between two midnights of UTC). */
const CAP = 10_000;

/** The number of departments that are read, in the order of their keys: 20 ms. */
export const MAX_DEPARTMENTS = 50_000;

const KEPT = sql`user_facet_counts c`;
const LIVE_TOTAL = sql`(select coalesce(sum(count), 0) from user_counts where status <> 'DELETED')`;

/** The statement for the values of a facet among all users outside the bin, from the counts that triggers keep. */
export function keptStatement(asked: FacetStatement): RawBuilder<FacetRow> {
  switch (asked.facet) {
    case UserFacet.STATE:
      return states();
    case UserFacet.ROLE:
      return sql`select r.id::text as value, r.name as label, false as is_capped,
          (select coalesce(sum(c.count), 0) from ${KEPT} where c.facet = 'role' and c.value = r.id::text) as count
        from roles r where ${holds(sql`r.name`, asked.matching)} order by r.name limit ${asked.limit}`;
    case UserFacet.DEPARTMENT:
      return sql`select value, count, false as is_capped, ${spelling(sql`found.value`)} as label
        from (${keptDepartments(asked)}) as found order by count desc, value`;
    case UserFacet.SECOND_FACTOR:
      return sql`select value, is_capped, case value when 'HAS' then has else ${LIVE_TOTAL} - has end as count
        from (select false as is_capped, (${keptSum('second_factor')}) as has) as kept,
          unnest(array['HAS', 'HAS_NOT']) as value`;
    case UserFacet.CREATED:
      return days(asked, 'created', sql`u.created_at`);
    case UserFacet.LAST_SIGN_IN:
      return sql`${days(asked, 'signed_in', sql`coalesce(u.last_sign_in_at, '-infinity')`)}
        union all select 'NEVER', null, (${keptSum('never_signed_in')}), false`;
  }
}

/** The departments that somebody outside the bin has, the most frequent first: `value` and `count`. */
export function keptDepartments({ matching, limit }: FacetStatement): RawBuilder<unknown> {
  return sql`select value, sum(count) as count from (select c.value, c.count from ${KEPT}
      where c.facet = 'department' order by c.value limit ${sql.lit(MAX_DEPARTMENTS)}) as departments
    where ${holds(sql`value`, matching)}
    group by value having sum(count) > 0 order by sum(count) desc, value limit ${limit}`;
}

/** The most frequent spelling of a department among its first users in the index, which has the default collation. */
export function spelling(key: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`(select mode() within group (order by department) from (select u.department from users u
    where u.deleted_at is null and ${DEPARTMENT_KEY} = ${key} collate "default" order by u.created_at, u.id limit 20) as spelled)`;
}

/** Whether a name holds the text; several blanks and case are ignored. */
export function holds(name: RawBuilder<unknown>, matching: string): RawBuilder<boolean> {
  if (matching === '') return sql<boolean>`true`;
  return sql<boolean>`strpos(search_key(${name}), search_key(${matching}::text)) > 0`;
}

/**
 * The database keeps the counts of the statuses. Users without a password are counted by state in the indexes. If one state
 * exceeds the limit, its count is the total minus the other states.
 */
function states(): RawBuilder<FacetRow> {
  const kept = [UserState.ACTIVE, UserState.DEACTIVATED, UserState.DELETED];
  const counts = sql.join(
    Object.entries(WITHOUT_PASSWORD).map(
      ([state, condition]) => sql`select ${state} as value, count(*) as count
      from (select from users u where u.deleted_at is null and ${condition} limit ${sql.lit(CAP + 1)}) as part`,
    ),
    sql` union all `,
  );
  return sql`with kept as materialized (select status, sum(count) as count from user_counts group by status),
    counted as materialized (select value, least(count, ${sql.lit(CAP)}) as count, count > ${sql.lit(CAP)} as is_capped from (${counts}) as c)
    select value, coalesce(kept.count, 0) as count, false as is_capped
      from unnest(${kept}::text[]) as value left join kept on kept.status = value
    union all select value, case when is_alone then (select count from kept where status = 'INVITED') - others else count end,
        is_capped and not is_alone
      from (select *, is_capped and count(*) filter (where is_capped) over () = 1 as is_alone,
        sum(count) over () - count as others from counted) as c`;
}

function keptSum(facet: string): RawBuilder<unknown> {
  return sql`select coalesce(sum(c.count), 0) from ${KEPT} where c.facet = ${sql.lit(facet)}`;
}

/**
 * Ranges of days. Whole days of UTC have kept counts. The rest of the day in which the range begins is counted in the index.
 * The remaining users are older ones, and those who never signed in.
 */
function days(
  { timeZone }: FacetStatement,
  facet: string,
  moment: RawBuilder<unknown>,
): RawBuilder<FacetRow> {
  const never = facet === 'signed_in' ? sql` - (${keptSum('never_signed_in')})` : sql``;
  return sql`select * from (with starts as materialized (${rangeStarts(timeZone)}),
    counted as materialized (select place, value, since,
      (select coalesce(sum(c.count), 0) from ${KEPT} where c.facet = ${sql.lit(facet)}
        and c.value > to_char(since at time zone 'UTC', 'YYYY-MM-DD')) as whole,
      (select count(*) from (select from users u where u.deleted_at is null and ${moment} >= since
        and ${moment} < (date_trunc('day', since at time zone 'UTC') + interval '1 day') at time zone 'UTC'
        limit ${sql.lit(CAP + 1)}) as part) as part from starts)
    select value, ${epochMs(sql`since`)} as since_ms, whole + least(part, ${sql.lit(CAP)}) as count,
      part > ${sql.lit(CAP)} as is_capped from counted
    union all (select 'OLDER', ${epochMs(sql`since`)}, greatest(0, ${LIVE_TOTAL}${never} - whole - least(part, ${sql.lit(CAP)})),
      part > ${sql.lit(CAP)} from counted order by place desc limit 1)) as ranges`;
}
