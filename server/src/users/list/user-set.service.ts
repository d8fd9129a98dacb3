import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { countUsers, isKept, type UserCount } from './count/user.count.js';
import { userFilter } from './user.filter.js';
import type { UserWhere } from './user.where.js';

/** The set of users that a list holds, without an order. */
export interface UserSet {
  where?: UserWhere | null | undefined;
  search?: string | null | undefined;
}

/**
 * Selects the ids of the set by the conditions of the list, each user once: the parts of a filter do not overlap.
 * @throws BadInputError if the search term is too long
 */
export function selectUserIds({ where, search }: UserSet): RawBuilder<{ id: string }> {
  const parts = userFilter(where, search).map((clauses) => {
    const conditions = clauses.filter(({ implied }) => !implied).map(({ condition }) => condition);
    return sql`select u.id from users u where ${sql.join(conditions, sql` and `)}`;
  });
  return parts.length === 0
    ? sql`select null::uuid as id where false`
    : sql`${sql.join(parts, sql` union all `)}`;
}

/** The number of users, as the list counts them: up to 10,000 for most filters. */
export function countSet(db: QueryExecutorProvider, { where, search }: UserSet): Promise<UserCount> {
  const lane = isKept({ where, search }) ? 'short' : 'custom';
  return countUsers(db, { where, search, filter: userFilter(where, search), lane });
}
