import { type QueryExecutorProvider, sql } from 'kysely';
import { toIsoText } from '../../../scalars/date-time.scalar.js';
import { read, together } from '../../../database/reads.js';
import { encodeCursor } from '../../../pagination/cursor.js';
import { OrderDirection } from '../../../pagination/order-direction.enum.js';
import type { UserOrderField } from '../../user.enums.js';
import { countUsers } from '../count/user.count.js';
import { userFilter } from '../user.filter.js';
import type { UserLandmark } from './user.landmark.type.js';
import { cursorOrder, isByTime, NEWEST_FIRST, orderSql, type UserOrder } from '../user.order.js';

/**
 * Where PostgreSQL keeps the statistics of each key: of a column with the table, of an expression with its index. Those of the
 * table include the bin. Orders that are left out have no list of everyone.
 */
const STATISTICS: Partial<Record<UserOrderField, [relation: string, column: string]>> = {
  CREATED_AT: ['users', 'created_at'],
  UPDATED_AT: ['users', 'updated_at'],
  DISPLAY_NAME: ['users_display_name_idx', 'split_part'],
  EMAIL: ['users_email_key', 'lower'],
  LAST_SIGN_IN_AT: ['users_last_sign_in_at_idx', 'coalesce'],
};

/** Before every id. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Places in the list of everyone, in its order, about one in a hundred of it apart. They come from the statistics of ANALYZE, so
 * no user is read, and the cost is the same for any number of users. Without statistics there are none.
 */
export async function userLandmarks(
  db: QueryExecutorProvider,
  orderBy: UserOrder | null | undefined,
): Promise<UserLandmark[]> {
  const order = orderBy ?? NEWEST_FIRST;
  const statistics = STATISTICS[order.field];
  if (!statistics) return [];
  const everyone = { where: null, search: null, filter: userFilter(null, null, order) };
  const [bounds, { totalCount }] = await together(db, [
    () => read(db, boundsStatement(order, statistics), 'short'),
    () => countUsers(db, { ...everyone, lane: 'short' }),
  ]);
  const { name, isKey } = cursorOrder(order);
  const isDescending = order.direction === OrderDirection.DESC;
  return (isDescending ? bounds.toReversed() : bounds)
    .filter(({ key }) => isKey(key))
    .map(({ key, part }) => ({
      index: Math.round(Math.min(1, Math.max(0, isDescending ? 1 - part : part)) * totalCount),
      cursor: encodeCursor({ order: name, key, id: NO_ID }),
      key: isByTime(order) && key !== '-infinity' ? toIsoText(key) : key,
    }));
}

/**
 * The bounds of the histogram, each with the part of all users before it. The histogram leaves out the most common values, so
 * the share of those that are smaller is added.
 */
function boundsStatement(order: UserOrder, [relation, column]: [string, string]) {
  const { type } = orderSql(order);
  return sql<{ key: string; part: number }>`with s as materialized (
      select histogram_bounds::text::text[] as bounds, most_common_vals::text::text[] as common, most_common_freqs as shares
      from pg_stats where schemaname = current_schema() and tablename = ${relation} and attname = ${column}),
    common as materialized (
      select key::${type} as key, share from s, unnest(common, shares) as c (key, share))
    select b.key, (select coalesce(sum(share), 0) from common c where c.key < b.key::${type})
        + (b.ordinality - 1)::float8 / greatest(cardinality(s.bounds) - 1, 1)
        * (1 - (select coalesce(sum(share), 0) from common)) as part
    from s, unnest(s.bounds) with ordinality as b (key, ordinality) order by b.ordinality`;
}
