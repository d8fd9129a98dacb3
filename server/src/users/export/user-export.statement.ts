import { type RawBuilder, sql } from 'kysely';
import { bestMatchSearch, withTerm } from '../list/search/user.best-match.js';
import { userFilter, type UserFilter } from '../list/user.filter.js';
import { NEWEST_FIRST, orderSql, type UserOrder } from '../list/user.order.js';
import { allOf } from '../list/search/user.search-rank.js';
import type { UserWhere } from '../list/user.where.js';
import { selectList } from './user-export.columns.js';

/** The arguments of a list of users, without a page. */
export interface ExportedList {
  where: UserWhere | null | undefined;
  search: string | null | undefined;
  orderBy: UserOrder | null | undefined;
}

/**
 * The statement for all rows of a list, in its order; undefined for a list without users. It differs from a page
 * (`user.page.ts`): it reads every match once and sorts.
 * @throws BadInputError if the list would
 */
export function exportStatement(
  { where, search, orderBy }: ExportedList,
  columns: readonly string[],
): RawBuilder<unknown> | undefined {
  const order = orderBy ?? NEWEST_FIRST;
  const filter = userFilter(where, search, order);
  if (filter.length === 0) return undefined;

  const { expression, direction } = orderSql(order);
  const best = bestMatchSearch(orderBy, filter);
  const rows = sql`select ${selectList(columns)} from users u`;
  const byKey = sql`${expression} ${direction}, u.id ${direction}`;
  return best
    ? sql`${withTerm(best)} ${rows} where ${matching(filter, true)} order by ${best.rank} desc, ${byKey}`
    : sql`${rows} where ${matching(filter, false)} order by ${byKey}`;
}

function matching(filter: UserFilter, isRanked: boolean): RawBuilder<unknown> {
  const parts = filter.map((clauses) => {
    const conditions = clauses.map(({ search, condition }) => (isRanked && search?.fetching) || condition);
    return sql`(${allOf(conditions)})`;
  });
  return sql`(${sql.join(parts, sql` or `)})`;
}
