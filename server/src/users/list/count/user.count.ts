import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type { Lane } from '../../../database/pipeline/read-lanes.js';
import { read } from '../../../database/reads.js';
import type { Condition } from '../../../pagination/conditions.js';
import type { Clause } from '../user.clause.js';
import { OrderDirection } from '../../../pagination/order-direction.enum.js';
import { UserOrderField, type UserStatus } from '../../user.enums.js';
import type { UserFilter } from '../user.filter.js';
import { orderSql } from '../user.order.js';
import { isIndexed } from '../user.page.js';
import { searchCount } from '../search/user.search-count.js';
import { keptStatuses } from '../user.state-filter.js';
import type { UserWhere } from '../user.where.js';

export interface UserCount {
  totalCount: number;
  totalCountIsCapped: boolean;
}

/** For lists whose count the operation does not request. */
export const NOT_COUNTED: UserCount = { totalCount: 0, totalCountIsCapped: false };

/**
 * Counting stops here, so that the cost of a count is bounded for every filter: a few ms with a million users for most
 * filters, 0.1 s for roles with many holders.
 */
const CAP = 10_000;

/**
 * How many users are scanned for a term of one or two characters before its index is used, which is expensive for
 * common characters.
 */
const WALKED = 2 * CAP;

/** The row orders whose indexes begin with a status or a department. */
const ORDERS = [UserOrderField.CREATED_AT, UserOrderField.LAST_SIGN_IN_AT];

/**
 * Up to this number of holders of a role, PostgreSQL may join them with an index that has the ids of the users: 39 instead of 108 ms
 * for 59,000 holders and 45,000 deactivated users.
 */
const HASHED = 100_000;

/**
 * A holder who is fetched by the id takes as long as this number of entries of an index that are scanned: 32 instead of 91 ms
 * for 9,000 holders and 508,000 users who last signed in before a day.
 */
const ENTRIES_PER_FETCH = 15;

/** Which users are counted. A filter without a part matches nobody, so nothing is read. */
interface Counted {
  where: UserWhere | null | undefined;
  search: string | null | undefined;
  filter: UserFilter;
}

interface LaneOfCount {
  lane: Lane;
}

/** The number of users in a list. */
export async function countUsers(
  db: QueryExecutorProvider,
  counted: Counted & LaneOfCount,
): Promise<UserCount> {
  if (counted.filter.length === 0) return NOT_COUNTED;
  const [row] = await read(db, countStatement(counted), counted.lane);
  return userCount(counted, Number(row?.count));
}

/**
 * The statement that counts a list. Lists of everyone and lists filtered by status alone read the counts that the
 * database keeps (exact, with the same cost at any size). Any other filter is counted up to one more than 10,000.
 */
export function countStatement(counted: Counted): RawBuilder<{ count: string }> {
  if (isKept(counted)) return statusCountStatement(keptStatuses(counted.where ?? {}) ?? []);
  const parts = counted.filter.map((clauses) => countOf(clauses.filter(({ implied }) => !implied)));
  return sql`select ${sql.join(parts, sql` + `)} as count`;
}

/** @param found the result of `countStatement` */
export function userCount(counted: Counted, found: number): UserCount {
  if (isKept(counted)) return { totalCount: found, totalCountIsCapped: false };
  return { totalCount: Math.min(found, CAP), totalCountIsCapped: found > CAP };
}

/** Whether the database keeps the count. */
export function isKept({ where, search }: Pick<Counted, 'where' | 'search'>): boolean {
  const { status, state, ...others } = where ?? {};
  const isByStatus = keptStatuses({ status, state }) !== undefined;
  return isByStatus && !search?.trim() && Object.values(others).every((condition) => condition == null);
}

function statusCountStatement(statuses: readonly UserStatus[]): RawBuilder<{ count: string }> {
  return sql`select coalesce(sum(count), 0) as count
    from user_counts where status = any(${statuses}::text[])`;
}

/** Counts the users that match all clauses, up to one more than the cap. */
function countOf(clauses: Clause[]): RawBuilder<number> {
  const [everybody, other] = clauses;
  if (clauses.length === 2 && everybody && other?.search) {
    return searchCount([everybody.condition], other.search, CAP + 1);
  }
  const listed = clauses.find(({ holders }) => holders);
  const others = clauses.filter((clause) => clause !== listed);
  const mosts = others.flatMap(({ most }) => most ?? []);
  if (!listed?.holders || !listed.most || mosts.length === 0) return countByUsers(clauses);
  // PostgreSQL does not know which of them are fewer: it would join all holders of a role, or probe all users for it.
  const probed = [...others, { ...listed, condition: listed.probing ?? listed.condition }];
  const conditions = others.map(({ condition }) => condition);
  const joined = countFrom(
    sql`(${listed.holders}) as holders join users u on u.id = holders.user_id`,
    conditions,
  );
  if (!others.every(({ inIndexWithId }) => inIndexWithId)) {
    return sql`(case when ${listed.most} <= least(${sql.join(mosts)}) then ${joined}
      else ${countByUsers(probed)} end)`;
  }
  const one = sql`select from users u where u.id = holders.user_id and ${sql.join(conditions, sql` and `)} offset 0`;
  const fetched = sql`(${listed.holders}) as holders cross join lateral (${one}) as u`;
  return sql`(select case when holding * ${ENTRIES_PER_FETCH} <= matching then ${countFrom(fetched)}
      when holding <= ${HASHED} then ${joined} else ${countByUsers(probed)} end
    from (select ${listed.most} as holding, least(${sql.join(mosts)}) as matching) as bounds)`;
}

function countByUsers(clauses: Clause[]): RawBuilder<number> {
  const conditions = clauses.map(({ condition }) => condition);
  // A count needs no order. With one, PostgreSQL scans an index until it has counted enough; without one, it scans the
  // table for a filter that many users match. An index that supports all conditions is best: no invited user has signed in,
  // and finding none of them took 0 instead of 86 ms.
  const field = ORDERS.find((order) => isIndexed([clauses], { field: order })) ?? UserOrderField.CREATED_AT;
  const ordered = sql`order by ${orderSql({ field, direction: OrderDirection.ASC }).expression}, u.id`;
  const { whileWalking } = clauses.find((clause) => clause.whileWalking) ?? {};
  if (!whileWalking) return countFrom(sql`users u`, conditions, ordered);

  const rest = clauses.map((clause) => clause.whileWalking ?? clause.condition);
  const newest = sql`(select * from users u where ${conditions[0]} order by u.created_at, u.id limit ${WALKED}) as u`;
  return sql`(select case when walked > ${CAP} then walked else ${countFrom(sql`users u`, conditions)} end
    from (select ${countFrom(newest, rest)} as walked) as w)`;
}

function countFrom(
  users: RawBuilder<unknown>,
  conditions: Condition[] = [sql<boolean>`true`],
  order: RawBuilder<unknown> = sql``,
): RawBuilder<number> {
  return sql`(select count(*) from (select 1 from ${users} where ${sql.join(conditions, sql` and `)}
    ${order} limit ${CAP + 1}) as found)`;
}
