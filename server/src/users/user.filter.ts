import { sql } from 'kysely';
import { type Condition, oneOf, within } from '../pagination/conditions.js';
import { isUuid } from '../pagination/cursor.js';
import { UserStatus } from './user.enums.js';
import { searchCondition } from './user.search.js';
import type { UserWhere } from './user.where.js';

/**
 * A filter, as the sets of conditions of which a user must meet one: users outside the bin and users in it are
 * found through different indexes, so a list that shows both is the union of two parts.
 * No part at all means that nobody can match.
 */
export type UserFilter = Condition[][];

const LIVE = sql<boolean>`u.deleted_at is null`;
const BIN = sql<boolean>`u.deleted_at is not null`;

/** @throws BadInputError where the search term is too long. */
export function userFilter(
  where: UserWhere | null | undefined,
  search: string | null | undefined,
): UserFilter {
  const found = searchCondition(search);
  if (found === false) return [];
  const shared = [...(found ? [found] : []), ...attributeConditions(where ?? {})];

  const statuses = where?.status ?? undefined;
  if (!statuses) return [[LIVE, ...shared]];
  const live = statuses.filter((status) => status !== UserStatus.DELETED);
  return [
    ...(live.length > 0 ? [[LIVE, oneOf(sql`u.status`, live, sql`text`), ...shared]] : []),
    ...(live.length < statuses.length ? [[BIN, ...shared]] : []),
  ];
}

function attributeConditions({
  department,
  roleId,
  createdAt,
  lastSignInAt,
  neverSignedIn,
}: UserWhere): Condition[] {
  const conditions: Condition[] = [];
  if (department) conditions.push(oneOf(sql`u.department`, department.filter(isStorable), sql`text`));
  if (roleId) {
    const ids = roleId.filter(isUuid);
    conditions.push(sql<boolean>`exists (select from user_roles ur
      where ur.user_id = u.id and ${oneOf(sql`ur.role_id`, ids, sql`uuid`)})`);
  }
  conditions.push(...within(sql`u.created_at`, createdAt));
  // Written as the index has it; who never signed in is in no span.
  const lastSignIn = sql`coalesce(u.last_sign_in_at, '-infinity')`;
  const signedIn = lastSignInAt ? within(lastSignIn, lastSignInAt) : [];
  conditions.push(...signedIn);
  if (signedIn.length > 0 && neverSignedIn == null)
    conditions.push(sql<boolean>`${lastSignIn} > '-infinity'`);
  if (neverSignedIn === true) conditions.push(sql<boolean>`${lastSignIn} = '-infinity'`);
  if (neverSignedIn === false) conditions.push(sql<boolean>`${lastSignIn} > '-infinity'`);
  return conditions;
}

function isStorable(text: string): boolean {
  return !text.includes('\0');
}
