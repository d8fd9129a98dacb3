import { type RawBuilder, sql } from 'kysely';
import { isUuid } from '../pagination/cursor.js';
import { UserStatus } from './user.enums.js';
import { searchCondition } from './user.search.js';
import type { DateTimeRange, UserWhere } from './user.where.js';

type Condition = RawBuilder<boolean>;

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

/** One value is compared with `=`: an index then keeps the order of its further columns, with `any` it does not. */
function oneOf(column: RawBuilder<unknown>, values: string[], type: RawBuilder<unknown>): Condition {
  if (values.length === 1) return sql<boolean>`${column} = ${values[0]}::${type}`;
  return sql<boolean>`${column} = any(${values}::${type}[])`;
}

function within(column: RawBuilder<unknown>, range: DateTimeRange | null | undefined): Condition[] {
  const conditions: Condition[] = [];
  if (range?.from) conditions.push(sql<boolean>`${column} >= ${range.from.toISOString()}::timestamptz`);
  if (range?.until) conditions.push(sql<boolean>`${column} < ${range.until.toISOString()}::timestamptz`);
  return conditions;
}

function isStorable(text: string): boolean {
  return !text.includes('\0');
}
