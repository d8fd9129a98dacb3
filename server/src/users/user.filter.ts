import { type RawBuilder, sql } from 'kysely';
import { type Condition, oneOf, within } from '../pagination/conditions.js';
import { isUuid } from '../pagination/cursor.js';
import type { Clause } from './user.clause.js';
import { UserOrderField, UserStatus } from './user.enums.js';
import { searchClause } from './user.search.js';
import type { UserWhere } from './user.where.js';

/**
 * A filter, as the sets of clauses of which a user must meet one: users outside the bin and users in it are
 * found through different indexes, so a list that shows both is the union of two parts.
 * No part at all means that nobody can match.
 */
export type UserFilter = Clause[][];

const LIVE = always(sql<boolean>`u.deleted_at is null`);
const BIN = always(sql<boolean>`u.deleted_at is not null`);

/** With more, each as a part of its own would make the statement long. */
const MOST_VALUES = 10;

/** @throws BadInputError where the search term is too long. */
export function userFilter(
  where: UserWhere | null | undefined,
  search: string | null | undefined,
): UserFilter {
  const found = searchClause(search);
  if (found === false) return [];
  const shared = [...(found ? [found] : []), ...attributeClauses(where ?? {})];

  const statuses = where?.status ?? undefined;
  if (!statuses) return [[LIVE, ...shared]];
  const live = Object.values(UserStatus).filter(
    (status) => status !== UserStatus.DELETED && statuses.includes(status),
  );
  return [
    ...(live.length > 0 ? [[LIVE, ...statusClause(live), ...shared]] : []),
    ...(statuses.includes(UserStatus.DELETED) ? [[BIN, ...shared.map(inBin)]] : []),
  ];
}

/** The bin's indexes begin with the key of the order. */
function inBin(clause: Clause): Clause {
  return clause.values ? { condition: clause.condition } : clause;
}

function statusClause(live: UserStatus[]): Clause[] {
  // All of them are everybody outside the bin.
  if (live.length === Object.values(UserStatus).length - 1) return [];
  return [equal(sql`u.status`, live, [UserOrderField.CREATED_AT, UserOrderField.LAST_SIGN_IN_AT])];
}

function attributeClauses({
  department,
  roleId,
  createdAt,
  lastSignInAt,
  neverSignedIn,
}: UserWhere): Clause[] {
  const clauses: Clause[] = [];
  if (department) {
    const names = [...new Set(department.filter(isStorable))];
    clauses.push(equal(sql`u.department`, names, [UserOrderField.CREATED_AT]));
  }
  if (roleId) {
    const ids = roleId.filter(isUuid);
    clauses.push({
      condition: sql<boolean>`exists (select from user_roles ur
      where ur.user_id = u.id and ${oneOf(sql`ur.role_id`, ids, sql`uuid`)})`,
    });
  }
  const created = within(sql`u.created_at`, createdAt);
  clauses.push(...created.map((condition) => ({ condition, orders: [UserOrderField.CREATED_AT] })));
  if (createdAt?.from) clauses.push(changedSince(createdAt.from));
  // Written as the index has it; who never signed in is in no span.
  const lastSignIn = sql`coalesce(u.last_sign_in_at, '-infinity')`;
  const signedIn = lastSignInAt ? within(lastSignIn, lastSignInAt) : [];
  if (neverSignedIn === true) signedIn.push(sql<boolean>`${lastSignIn} = '-infinity'`);
  else if (neverSignedIn === false || signedIn.length > 0)
    signedIn.push(sql<boolean>`${lastSignIn} > '-infinity'`);
  clauses.push(...signedIn.map((condition) => ({ condition, orders: [UserOrderField.LAST_SIGN_IN_AT] })));
  return clauses;
}

/** Nobody was changed before they were added, but for a clock that is not quite right (users_updated_at_check). */
function changedSince(created: Date): Clause {
  const condition = sql<boolean>`u.updated_at >= ${created.toISOString()}::timestamptz - interval '1 day'`;
  return { condition, orders: [UserOrderField.UPDATED_AT], implied: true };
}

function always(condition: Condition): Clause {
  return { condition, orders: Object.values(UserOrderField) };
}

function equal(column: RawBuilder<unknown>, values: string[], orders: UserOrderField[]): Clause {
  const condition = oneOf(column, values, sql`text`);
  if (values.length === 0 || values.length > MOST_VALUES) return { condition };
  return { condition, orders, values: values.map((value) => oneOf(column, [value], sql`text`)) };
}

function isStorable(text: string): boolean {
  return !text.includes('\0');
}
