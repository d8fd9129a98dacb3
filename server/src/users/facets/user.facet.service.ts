import type { QueryExecutorProvider } from 'kysely';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { read, together } from '../../database/reads.js';
import { BadInputError } from '../../errors.js';
import { userFilter } from '../list/user.filter.js';
import { isKept } from '../list/count/user.count.js';
import type { UserWhere } from '../list/user.where.js';
import { readTimeZone } from '../validation/time-zone.validation.js';
import { UserState, UserStatus } from '../user.enums.js';
import { type FacetRow, type FacetStatement, keptStatement } from './user.facet-kept.js';
import { RANGE_NAMES } from './user.facet-ranges.js';
import { sampleStatement } from './user.facet-sample.js';
import { UserFacet } from './user.facet.enum.js';
import type { UserFacetCounts, UserFacetsArgs, UserFacetValue } from './user.facet.types.js';

const DEFAULT_VALUES = 50;
const MAX_VALUES = 100;

/** No name of a role or a department is longer. */
const MAX_MATCHING = 100;

/** The condition of each facet. */
const OWN: Record<UserFacet, (keyof UserWhere)[]> = {
  STATE: ['status', 'state'],
  ROLE: ['roleId'],
  DEPARTMENT: ['department'],
  LAST_SIGN_IN: ['lastSignInAt', 'neverSignedIn'],
  SECOND_FACTOR: ['hasSecondFactor'],
  CREATED: ['createdAt'],
};

/** The order of values whose order is fixed. */
const ORDER: Partial<Record<UserFacet, string[]>> = {
  STATE: Object.values(UserState),
  LAST_SIGN_IN: [...RANGE_NAMES, 'NEVER'],
  SECOND_FACTOR: ['HAS', 'HAS_NOT'],
  CREATED: RANGE_NAMES,
};

/**
 * Counts the values of facets, one statement for each facet.
 * @throws BadInputError for wrong arguments
 */
export async function userFacets(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  { facets, where, search, ...args }: UserFacetsArgs,
): Promise<UserFacetCounts[]> {
  const asked = facetsFor(viewer, facets);
  const options = readOptions(args);
  return together(
    db,
    asked.map((facet) => async () => {
      const rows = await readFacet(db, facetWhere(where, facet), search, { ...options, facet });
      return countsOf(facet, rows, options.limit - 1);
    }),
  );
}

function readFacet(
  db: QueryExecutorProvider,
  where: UserWhere,
  search: string | null | undefined,
  asked: FacetStatement,
): Promise<FacetRow[]> {
  if (isEverybody(where, search, asked.facet)) return read(db, keptStatement(asked), 'generic');
  const filter = userFilter(where, search);
  return filter.length === 0 ? Promise.resolve([]) : read(db, sampleStatement(filter, asked), 'custom');
}

/** Whether the counts are kept: all users outside the bin, and for the facet of the state the bin as well. */
function isEverybody(where: UserWhere, search: string | null | undefined, facet: UserFacet): boolean {
  return (
    isKept({ where, search }) && (facet === UserFacet.STATE || (where.status == null && where.state == null))
  );
}

/** The filter without the facet's own condition. Every state can be chosen, the bin too. */
function facetWhere(where: UserWhere | null | undefined, facet: UserFacet): UserWhere {
  const rest = { ...where };
  for (const field of OWN[facet]) delete rest[field];
  return facet === UserFacet.STATE ? { ...rest, status: Object.values(UserStatus) } : rest;
}

function countsOf(facet: UserFacet, rows: FacetRow[], shown: number): UserFacetCounts {
  const order = ORDER[facet];
  const ordered = order ? rows.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value)) : rows;
  return { facet, values: ordered.slice(0, shown).map(valueOf), hasMore: ordered.length > shown };
}

function valueOf({ value, count, is_capped, label, since_ms }: FacetRow): UserFacetValue {
  const since = since_ms == null ? null : new Date(Number(since_ms));
  return {
    value,
    label: label ?? null,
    count: Number(count),
    countIsCapped: is_capped,
    from: value === 'OLDER' ? null : since,
    until: value === 'OLDER' ? since : null,
  };
}

function readOptions({ matching, first, timeZone }: Pick<UserFacetsArgs, 'matching' | 'first' | 'timeZone'>) {
  const shown = first ?? DEFAULT_VALUES;
  if (shown < 1 || shown > MAX_VALUES)
    throw new BadInputError('error.page.size', { name: 'first', max: MAX_VALUES });
  const zone = readTimeZone(timeZone ?? 'UTC');
  if (zone === undefined) throw new BadInputError('error.facets.timeZone');
  const text = matching?.trim() ?? '';
  if (text.length > MAX_MATCHING || !text.isWellFormed() || text.includes('\0')) {
    throw new BadInputError('error.facets.matching', { max: MAX_MATCHING });
  }
  return { matching: text, limit: shown + 1, timeZone: zone };
}

/** Viewers who may change users see whether a user has a second factor. */
function facetsFor(viewer: Viewer | null, given: UserFacet[] | null | undefined): UserFacet[] {
  const facets = new Set(given ?? Object.values(UserFacet));
  if (!facets.has(UserFacet.SECOND_FACTOR) || viewer?.permissions.has(Permission.USERS_WRITE))
    return [...facets];
  if (!given) return [...facets].filter((facet) => facet !== UserFacet.SECOND_FACTOR);
  const params = { field: 'UserFacet.SECOND_FACTOR', permission: Permission.USERS_WRITE };
  throw new BadInputError('error.forbidden', params, 'FORBIDDEN');
}
