import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { Permission } from '../../../access/permission.enum.js';
import type { Viewer } from '../../../access/viewer.js';
import { read } from '../../../database/reads.js';
import { isUuid } from '../../../pagination/cursor.js';
import { sampleStatement } from '../../facets/user.facet-sample.js';
import { UserFacet } from '../../facets/user.facet.enum.js';
import { keptOfFacet, keptOfHaving } from './kept-counts.js';
import { countUsers, isKept, type UserCount } from './user.count.js';
import { departmentKeys, userFilter } from '../user.filter.js';
import type { UserWhere } from '../user.where.js';

/** Which users a list holds. */
export interface CountedList {
  where: UserWhere;
  search?: string | undefined;
}

/**
 * The number of users in a list, at a bounded cost for any filter: for a side bar, which counts many lists at once. Exact for
 * one condition whose count the database keeps. Any other single condition is counted up to 10,000. A list with several
 * conditions is counted among the newest 10,000 users of one of them, as facets are (decision 39).
 * @returns null if the viewer may not filter by this
 */
export async function countList(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  { where, search }: CountedList,
): Promise<UserCount | null> {
  // The filter is not in the operation, where access/filter-access.ts would find it.
  if (where.hasSecondFactor != null && !viewer?.permissions.has(Permission.USERS_WRITE)) return null;
  const conditions = Object.values(where).filter((condition) => condition != null).length;
  const isSeveral = conditions + (search === undefined ? 0 : 1) > 1;
  const filter = userFilter(where, search);
  if (filter.length === 0) return { totalCount: 0, totalCountIsCapped: false };
  if (isSeveral && !isKept({ where, search })) {
    const asked = { facet: UserFacet.STATE, matching: '', limit: 0, timeZone: 'UTC' };
    const rows = await read(db, sampleStatement(filter, asked), 'custom');
    return {
      totalCount: rows.reduce((sum, { count }) => sum + Number(count), 0),
      totalCountIsCapped: rows.some(({ is_capped }) => is_capped),
    };
  }
  const kept = search === undefined ? keptCount(where) : undefined;
  if (kept) {
    const [row] = await read(db, sql<{ count: string }>`select ${kept} as count`, 'short');
    return { totalCount: Number(row?.count), totalCountIsCapped: false };
  }
  const lane = isKept({ where, search }) ? 'short' : search === undefined ? 'custom' : 'generic';
  return countUsers(db, { where, search, filter, lane });
}

/** The count of a list with one condition, if triggers keep it (decision 39). */
function keptCount({
  roleId,
  department,
  hasSecondFactor,
  neverSignedIn,
}: UserWhere): RawBuilder<number> | undefined {
  const [role] = roleId ?? [];
  // Several roles may have the same holders.
  if (role !== undefined && roleId?.length === 1 && isUuid(role)) {
    return keptOfFacet('role', sql`array[${role.toLowerCase()}::text]`);
  }
  if (department) {
    return keptOfFacet('department', departmentKeys(department));
  }
  if (hasSecondFactor != null) return keptOfHaving('second_factor', hasSecondFactor);
  return neverSignedIn == null ? undefined : keptOfHaving('never_signed_in', neverSignedIn);
}
