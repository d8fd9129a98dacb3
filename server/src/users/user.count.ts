import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type { Condition } from '../pagination/conditions.js';
import type { Clause } from './user.clause.js';
import { UserStatus } from './user.enums.js';
import type { UserFilter } from './user.filter.js';
import type { UserWhere } from './user.where.js';

export interface UserCount {
  totalCount: number;
  totalCountIsCapped: boolean;
}

/** For lists whose count nobody asked for. */
export const NOT_COUNTED: UserCount = { totalCount: 0, totalCountIsCapped: false };

/**
 * Where counting stops, so that a count's cost is bounded whatever the filter: some ms at a million users for most, 0.1 s
 * for roles of many.
 */
const CAP = 10_000;

/** So many users are looked at for one or two characters before their index is asked, which is dear for common ones. */
const WALKED = 2 * CAP;

/**
 * How many users a list holds. Everyone, and filters by status alone, are read from the counts that the database
 * keeps (exact, the same cost at any size); any other filter is counted up to 10,000.
 */
export async function countUsers(
  db: QueryExecutorProvider,
  where: UserWhere | null | undefined,
  search: string | null | undefined,
  filter: UserFilter,
): Promise<UserCount> {
  if (filter.length === 0) return NOT_COUNTED;
  const { status, ...others } = where ?? {};
  const byStatusAlone = !search?.trim() && Object.values(others).every((condition) => condition == null);
  return byStatusAlone ? countByStatus(db, status) : countUpToCap(db, filter);
}

/** Of whoever is not in the bin. */
export const LIVE_STATUSES = Object.values(UserStatus).filter((status) => status !== UserStatus.DELETED);

/** The statement that adds the kept counts up; one parameter, the statuses. */
export function statusCountStatement(statuses: readonly UserStatus[]): RawBuilder<{ count: string }> {
  return sql`select coalesce(sum(count), 0) as count
    from user_counts where status = any(${statuses}::text[])`;
}

async function countByStatus(
  db: QueryExecutorProvider,
  status: UserStatus[] | null | undefined,
): Promise<UserCount> {
  const { rows } = await statusCountStatement(status ?? LIVE_STATUSES).execute(db);
  return { totalCount: Number(rows[0]?.count), totalCountIsCapped: false };
}

async function countUpToCap(db: QueryExecutorProvider, filter: UserFilter): Promise<UserCount> {
  const parts = filter.map((clauses) => countOf(clauses.filter(({ implied }) => !implied)));
  const { rows } = await sql<{ count: string }>`select ${sql.join(parts, sql` + `)} as count`.execute(db);
  const found = Number(rows[0]?.count);
  return { totalCount: Math.min(found, CAP), totalCountIsCapped: found > CAP };
}

/** How many meet all clauses, up to one more than the cap. */
function countOf(clauses: Clause[]): RawBuilder<number> {
  const conditions = clauses.map(({ condition }) => condition);
  // Ordered, though a count needs no order: PostgreSQL then walks an index until it has enough, where it would
  // read through the table for a filter that many meet.
  const ordered = sql`order by u.created_at, u.id`;
  const { whileWalking } = clauses.find((clause) => clause.whileWalking) ?? {};
  if (!whileWalking) return countFrom(sql`users u`, conditions, ordered);

  const rest = clauses.map((clause) => clause.whileWalking ?? clause.condition);
  const newest = sql`(select * from users u where ${conditions[0]} order by u.created_at, u.id limit ${WALKED}) as u`;
  return sql`(select case when walked > ${CAP} then walked else ${countFrom(sql`users u`, conditions, sql``)} end
    from (select ${countFrom(newest, rest, sql``)} as walked) as w)`;
}

function countFrom(
  users: RawBuilder<unknown>,
  conditions: Condition[],
  order: RawBuilder<unknown>,
): RawBuilder<number> {
  return sql`(select count(*) from (select 1 from ${users} where ${sql.join(conditions, sql` and `)}
    ${order} limit ${CAP + 1}) as found)`;
}
