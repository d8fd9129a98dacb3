import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../pagination/conditions.js';
import type { Clause } from '../list/user.clause.js';
import { DEPARTMENT_KEY, type UserFilter } from '../list/user.filter.js';
import { STATE } from '../list/user.state-filter.js';
import { UserOrderField, UserState } from '../user.enums.js';
import { type FacetRow, type FacetStatement, holds, keptDepartments, spelling } from './user.facet-kept.js';
import { epochMs, rangeStarts } from './user.facet-ranges.js';
import { UserFacet } from './user.facet.enum.js';

/** The number of users that are read for each part of the filter, the newest first: 15 to 25 ms. */
const LOOKED_AT = 10_000;

/** Counting stops at this number of matches of a part, if they are fetched by their index. */
const CAP = 10_000;

/** With fewer matches than this among the users that were read, all matches are few, so they are fetched by their index. */
const FEW = LOOKED_AT / 100;

/**
 * The statement for the values of a facet among the users of a filter. It reads the newest users of the filter's index. If
 * there are more users and hardly any of those read matches, it fetches all matches by their own indexes. Otherwise it counts
 * the users that it has read, and the counts are capped.
 */
export function sampleStatement(filter: UserFilter, asked: FacetStatement): RawBuilder<FacetRow> {
  const parts = filter.map((clauses, index) => partOf(clauses, sql.raw(`${index}`)));
  const names = filter.map((_clauses, index) => sql.raw(`matches${index}`));
  const found = sql.join(
    names.map((name) => sql`select * from ${name}`),
    sql` union all `,
  );
  return sql`with ${termOf(filter)} ${sql.join(parts)}, found as materialized (${found}),
    cap as materialized (select coalesce(bool_or(is_capped), false) as is_capped, min(oldest) as oldest from (${sql.join(
      filter.map((_clauses, index) => sql.raw(`select * from cap${index}`)),
      sql` union all `,
    )}) as caps) ${valuesOf(asked)}`;
}

/** The matches of one part, and whether there may be more. `oldest`: all matches created since then are included. */
function partOf(clauses: Clause[], n: RawBuilder<unknown>): RawBuilder<unknown> {
  const given = clauses.filter(({ implied }) => !implied);
  const indexed = given.filter(({ orders }) => orders?.includes(UserOrderField.CREATED_AT));
  // An index begins with one column.
  const first = indexed.find(({ values }) => values?.length === 1);
  const within = indexed.filter((clause) => clause === first || !clause.values);
  const rest = given.filter((clause) => !within.includes(clause));
  const near = sql`select * from users u where ${all(within, ({ condition }) => condition)}
    order by u.created_at desc, u.id desc limit ${sql.lit(LOOKED_AT)}`;
  const columns = sql`u.id, ${STATE} as state, u.created_at, u.last_sign_in_at, u.has_second_factor, ${DEPARTMENT_KEY} as department,
    u.department as spelled`;
  const whole = all(given, (clause) => clause.search?.fetching ?? clause.alone ?? clause.condition);
  return sql`near${n} as materialized (${near}),
    walked${n} as materialized (select ${columns} from near${n} as u
      where ${all(rest, (clause) => clause.search?.walking ?? clause.probing ?? clause.whileWalking ?? clause.condition)}
      limit ${sql.lit(CAP + 1)}),
    way${n} as materialized (select
      (select count(*) from near${n}) = ${sql.lit(LOOKED_AT)} as is_cut,
      (select count(*) from walked${n}) as seen),
    fetched${n} as materialized (select ${columns} from users u
      where (select is_cut and seen < ${sql.lit(FEW)} from way${n}) and ${whole}
      limit (select ${sql.lit(CAP + 1)}::int)),
    matches${n} as materialized ((select * from walked${n} where (select not is_cut or seen >= ${sql.lit(FEW)} from way${n})
      union all select * from fetched${n}) limit ${sql.lit(CAP)}),
    cap${n} as materialized (select case when is_cut and seen < ${sql.lit(FEW)}
        then (select count(*) from fetched${n}) > ${sql.lit(CAP)} else is_cut or seen > ${sql.lit(CAP)} end as is_capped,
      case when is_cut and seen < ${sql.lit(FEW)} then null
        when seen > ${sql.lit(CAP)} then (select min(created_at) from matches${n})
        else (select min(created_at) from near${n}) end as oldest from way${n})`;
}

/** The rows that the conditions of a search read; the same for every part. */
function termOf(filter: UserFilter): RawBuilder<unknown> {
  const search = filter.flat().find((clause) => clause.search)?.search;
  return search
    ? sql`term as materialized (${search.term}), asked as materialized (${search.asked}),`
    : sql``;
}

function all(clauses: Clause[], form: (clause: Clause) => Condition): Condition {
  return clauses.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(clauses.map(form), sql` and `)}`;
}

/** With an offset PostgreSQL cannot make a join of it, for which it would read all roles of all users. */
function rolesOf(user: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ur.role_id from user_roles ur where ur.user_id = ${user} offset 0`;
}

/** The values of the facet in `found`, with values that no counted user has. */
function valuesOf({ facet, matching, limit, timeZone }: FacetStatement): RawBuilder<unknown> {
  const isCapped = sql`(select is_capped from cap)`;
  switch (facet) {
    case UserFacet.STATE:
      return sql`select value, ${isCapped} as is_capped, (select count(*) from found where state = value) as count
        from unnest(${Object.values(UserState)}::text[]) as value`;
    case UserFacet.ROLE:
      return sql`select r.id::text as value, r.name as label, ${isCapped} as is_capped, coalesce(n, 0) as count
        from roles r left join (select role_id, count(*) as n from found,
          lateral (${rolesOf(sql`found.id`)}) as given group by role_id) as held on held.role_id = r.id
        where ${holds(sql`r.name`, matching)} order by r.name limit ${limit}`;
    case UserFacet.DEPARTMENT: {
      const kept = keptDepartments({ facet, matching, limit, timeZone });
      return sql`, counted as (select department as value, count(*) as count,
            mode() within group (order by spelled) as label from found where department <> '' and ${holds(sql`department`, matching)} group by department)
        select value, count, ${isCapped} as is_capped, coalesce(label, ${spelling(sql`listed.value`)}) as label from (
          select value, count, label from counted
          union all select value, 0, null from (${kept}) as kept
            where ${isCapped} and value not in (select value from counted)
          order by count desc, value limit ${limit}) as listed order by count desc, value`;
    }
    case UserFacet.SECOND_FACTOR:
      return sql`select value, ${isCapped} as is_capped,
          (select count(*) from found where has_second_factor = (value = 'HAS')) as count
        from unnest(array['HAS', 'HAS_NOT']) as value`;
    case UserFacet.CREATED:
      // Complete if the range begins after the oldest user that was read.
      return sql`, starts as (${rangeStarts(timeZone)})
        select value, ${epochMs(sql`since`)} as since_ms, (select count(*) from found where created_at >= since) as count,
          ${isCapped} and coalesce((select oldest from cap) >= since, true) as is_capped from starts
        union all (select 'OLDER', ${epochMs(sql`since`)}, (select count(*) from found where created_at < since), ${isCapped}
          from starts order by place desc limit 1)`;
    case UserFacet.LAST_SIGN_IN:
      return sql`, starts as (${rangeStarts(timeZone)})
        select value, ${epochMs(sql`since`)} as since_ms,
          (select count(*) from found where last_sign_in_at >= since) as count, ${isCapped} as is_capped from starts
        union all (select 'OLDER', ${epochMs(sql`since`)}, (select count(*) from found where last_sign_in_at < since),
          ${isCapped} from starts order by place desc limit 1)
        union all select 'NEVER', null, (select count(*) from found where last_sign_in_at is null), ${isCapped}`;
  }
}
