import { type RawBuilder, sql } from 'kysely';
import { type Condition, oneOf, within } from '../../pagination/conditions.js';
import { BadInputError } from '../../errors.js';
import { isUuid } from '../../pagination/cursor.js';
import { normalForm } from '../../texts/normal-form.js';
import { keptOfDays, keptOfFacet, keptOfHaving } from './count/kept-counts.js';
import { type Clause, MAX_VALUES } from './user.clause.js';
import { UserOrderField } from '../user.enums.js';
import { USER_TEXTS } from '../user.fields.js';
import { searchClause } from './search/user.search.js';
import { isBinAsked, stateParts } from './user.state-filter.js';
import type { UserOrder } from './user.order.js';
import type { UserWhere } from './user.where.js';

/**
 * A filter as parts, each a list of clauses. A user matches if all clauses of any part match. Users outside the bin and
 * users in it are found by different indexes, so a list of both is the union of two parts. A filter without a part
 * matches nobody.
 */
export type UserFilter = Clause[][];

const LIVE = always(sql<boolean>`u.deleted_at is null`);
const BIN: Clause = { ...always(sql<boolean>`u.deleted_at is not null`), partial: true };

/** @throws BadInputError if the search term is too long, or the row order is of the bin and the list is not. */
export function userFilter(
  where: UserWhere | null | undefined,
  search: string | null | undefined,
  order?: UserOrder,
): UserFilter {
  if (order?.field === UserOrderField.DELETED_AT && stateParts(where ?? {}).length > 0) {
    throw new BadInputError('error.order.bin');
  }
  const found = searchClause(search);
  if (found === false || isContradiction(where ?? {})) return [];
  const shared = [...(found ? [found] : []), ...attributeClauses(where ?? {})];

  return [
    ...stateParts(where ?? {}).map((clauses) => [LIVE, ...clauses, ...shared]),
    ...(isBinAsked(where ?? {}) ? [[BIN, ...shared.map(inBin)]] : []),
  ];
}

/** Users who never signed in are in no range. Without an index by last sign-in, PostgreSQL would read users to find none. */
function isContradiction({ lastSignInAt, neverSignedIn }: UserWhere): boolean {
  return neverSignedIn === true && (lastSignInAt?.from ?? lastSignInAt?.until) != null;
}

/** The indexes of the bin begin with the key of the row order. The kept counts are of users outside the bin. */
function inBin(clause: Clause): Clause {
  const { orders, values, most: _most, inIndexWithId: _inIndexWithId, ...kept } = clause;
  return { ...kept, orders: values ? undefined : orders };
}

function attributeClauses({
  department,
  roleId,
  createdAt,
  lastSignInAt,
  neverSignedIn,
  hasSecondFactor,
}: UserWhere): Clause[] {
  const clauses: Clause[] = [];
  if (department) clauses.push(departmentClause(department));
  if (hasSecondFactor != null) {
    clauses.push({
      condition: sql<boolean>`u.has_second_factor = ${hasSecondFactor}`,
      inIndexWithId: true,
      orders: [UserOrderField.CREATED_AT],
      values: [sql<boolean>`u.has_second_factor = ${hasSecondFactor}`],
      most: keptOfHaving('second_factor', hasSecondFactor),
    });
  }
  if (roleId) {
    const holds = oneOf(sql`ur.role_id`, roleId.filter(isUuid), sql`uuid`);
    clauses.push({
      condition: sql<boolean>`exists (select from user_roles ur where ur.user_id = u.id and ${holds})`,
      probing: sql<boolean>`exists (select from user_roles ur where ur.user_id = u.id and ${holds} offset 0)`,
      // The ids are sorted, so PostgreSQL does not descend the index for each: 230 pages instead of 20,000 for 5,000
      // holders who were added one after another, 18,000 instead of 39,000 for 10,000 holders at random.
      alone: sql<boolean>`u.id = any(array(select ur.user_id from user_roles ur where ${holds}))`,
      // Without `distinct`, the holders of one role are read only as far as they are counted.
      holders: sql`select ${roleId.length > 1 ? sql`distinct` : sql``} ur.user_id from user_roles ur where ${holds}`,
      most: keptOfFacet('role', sql`${roleId.filter(isUuid).map((id) => id.toLowerCase())}::text[]`),
    });
  }
  return [...clauses, ...createdClauses(createdAt), ...signInClauses(lastSignInAt, neverSignedIn)];
}

function createdClauses(createdAt: UserWhere['createdAt']): Clause[] {
  const clauses: Clause[] = within(sql`u.created_at`, createdAt).map((condition) => ({
    condition,
    inIndexWithId: true,
    orders: [UserOrderField.CREATED_AT],
    carried: [UserOrderField.LAST_SIGN_IN_AT],
    ...(createdAt && { most: keptOfDays('created', createdAt) }),
  }));
  if (createdAt?.from) clauses.push(changedSince(createdAt.from), signedInSince(createdAt.from));
  return clauses;
}

/** The expression of the indexes. */
const LAST_SIGN_IN = sql`coalesce(u.last_sign_in_at, '-infinity')`;

/** Not `=`: the index scan would begin at this value instead of at the cursor. */
const NEVER_SIGNED_IN = sql<boolean>`${LAST_SIGN_IN} <= '-infinity'`;

function signInClauses(span: UserWhere['lastSignInAt'], never: UserWhere['neverSignedIn']): Clause[] {
  const conditions = within(LAST_SIGN_IN, span);
  if (never === false || conditions.length > 0) conditions.push(sql<boolean>`${LAST_SIGN_IN} > '-infinity'`);
  if (never === true) conditions.push(NEVER_SIGNED_IN);
  const clauses: Clause[] = conditions.map((condition) => ({
    condition,
    inIndexWithId: true,
    orders: [UserOrderField.LAST_SIGN_IN_AT],
    carried: [UserOrderField.CREATED_AT, UserOrderField.UPDATED_AT],
    most: span
      ? keptOfDays('signed_in', span)
      : keptOfHaving('never_signed_in', condition === NEVER_SIGNED_IN),
  }));
  if (span?.until) clauses.push(createdBefore(span.until));
  return clauses;
}

// No user was changed or signed in before they were added, except by a clock that is wrong: the checks allow one day
// (users_updated_at_check, users_last_sign_in_at_check).

function changedSince(created: Date): Clause {
  const condition = sql<boolean>`u.updated_at >= ${dayBefore(created)}`;
  return { condition, orders: [UserOrderField.UPDATED_AT], implied: true };
}

function createdBefore(signedIn: Date): Clause {
  const condition = sql<boolean>`u.created_at < ${moment(signedIn)} + interval '1 day'`;
  return { condition, orders: [UserOrderField.CREATED_AT], implied: true };
}

/** Two ranges of the index: users who never signed in are sorted before all others. */
function signedInSince(created: Date): Clause {
  const since = sql<boolean>`${LAST_SIGN_IN} >= ${dayBefore(created)}`;
  return {
    condition: sql<boolean>`(${NEVER_SIGNED_IN} or ${since})`,
    orders: [UserOrderField.LAST_SIGN_IN_AT],
    implied: true,
    values: [NEVER_SIGNED_IN, since],
    areInOrder: true,
  };
}

function moment(date: Date): RawBuilder<unknown> {
  return sql`${date.toISOString()}::timestamptz`;
}

function dayBefore(date: Date): RawBuilder<unknown> {
  return sql`${moment(date)} - interval '1 day'`;
}

function always(condition: Condition): Clause {
  return { condition, inIndexWithId: true, orders: Object.values(UserOrderField) };
}

/**
 * The folded department, from the search text, as in its index. No department is ''. 200 characters bound the size of the
 * index entry.
 */
export const DEPARTMENT_KEY = sql<string>`left(btrim(split_part(u.search_text, chr(10), 3)), 200)`;

function departmentClause(department: string[]): Clause {
  const names = [...new Set(department.flatMap(storableText))];
  const condition = sql<boolean>`(${DEPARTMENT_KEY} = any(array(${keysOf(names)})))`;
  const keys = names.map((name) => folded(sql`${name}::text`));
  // Two spellings of one department are one value: the second matches nobody.
  const values = keys.map(
    (key, index) =>
      sql<boolean>`(${sql.join(
        [
          sql`${DEPARTMENT_KEY} = ${key}`,
          sql`${key} <> ''`,
          ...keys.slice(0, index).map((before) => sql`${key} <> ${before}`),
        ],
        sql` and `,
      )})`,
  );
  const most = keptOfFacet('department', departmentKeys(department));
  if (names.length === 0 || names.length > MAX_VALUES) return { condition, most };
  const [only] = values;
  return {
    condition: names.length === 1 && only ? only : condition,
    orders: [UserOrderField.CREATED_AT],
    values,
    most,
  };
}

/** An array of the folded names of departments, by which their counts are kept. */
export function departmentKeys(department: readonly string[]): RawBuilder<unknown> {
  return sql`array(${keysOf([...new Set(department.flatMap(storableText))])})`;
}

function keysOf(names: readonly string[]): RawBuilder<unknown> {
  return sql`
    select ${folded(sql`name`)} from unnest(${names}::text[]) as name where ${folded(sql`name`)} <> ''`;
}

/** As the search text is folded. */
function folded(name: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`left(btrim(search_key(${name})), 200)`;
}

/** Empty for a text that cannot be stored, as no user has it. */
function storableText(text: string): string[] {
  const stored = normalForm(text, USER_TEXTS.department.max)?.trim();
  return stored === undefined || stored.includes('\0') ? [] : [stored];
}
