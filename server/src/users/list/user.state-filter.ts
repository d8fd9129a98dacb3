import { sql } from 'kysely';
import { UserOrderField, UserState, UserStatus } from '../user.enums.js';
import { keptOfStatuses } from './count/kept-counts.js';
import { type Clause, equal } from './user.clause.js';
import type { UserWhere } from './user.where.js';

type Asked = Pick<UserWhere, 'status' | 'state'>;

/** The states that are a status each. */
const STATUS_OF: Partial<Record<UserState, UserStatus>> = {
  ACTIVE: UserStatus.ACTIVE,
  DEACTIVATED: UserStatus.DEACTIVATED,
  DELETED: UserStatus.DELETED,
};

/** The index of these orders begins with the status. */
const ORDERS = [UserOrderField.CREATED_AT, UserOrderField.LAST_SIGN_IN_AT];

/** Not a parameter, so that a prepared statement can use the partial indexes of users without a password. */
const HAS_NO_PASSWORD = sql<boolean>`u.status = 'INVITED'`;

const MOST = keptOfStatuses([UserStatus.INVITED]);

const INVITED: Clause = { condition: HAS_NO_PASSWORD, orders: ORDERS, values: [HAS_NO_PASSWORD], most: MOST };

/** The conditions of the states that divide INVITED. */
export const WITHOUT_PASSWORD = {
  NO_ACCESS: sql<boolean>`${HAS_NO_PASSWORD} and u.invitation_expires_at is null`,
  INVITED: sql<boolean>`${HAS_NO_PASSWORD} and u.invitation_expires_at > now()`,
  INVITATION_EXPIRED: sql<boolean>`${HAS_NO_PASSWORD} and u.invitation_expires_at <= now()`,
};

/** The state of a user. It is computed as it is read, since invitations expire without a write. */
export const STATE = sql`case when u.status <> 'INVITED' then u.status when u.invitation_expires_at is null then 'NO_ACCESS'
  when u.invitation_expires_at > now() then 'INVITED' else 'INVITATION_EXPIRED' end`;

/** Only the first has indexes in list order: the others change as time passes. */
const CLAUSES = {
  NO_ACCESS: [
    {
      condition: WITHOUT_PASSWORD.NO_ACCESS,
      orders: Object.values(UserOrderField),
      partial: true,
      most: MOST,
    },
  ],
  INVITED: [INVITED, { condition: sql<boolean>`u.invitation_expires_at > now()` }],
  INVITATION_EXPIRED: [INVITED, { condition: sql<boolean>`u.invitation_expires_at <= now()` }],
} satisfies Partial<Record<UserState, Clause[]>>;

const DIVIDED = Object.keys(CLAUSES) as (keyof typeof CLAUSES)[];

/** The clauses that find users outside the bin by status and state, a list for each part; none if there can be no user. */
export function stateParts(asked: Asked): Clause[][] {
  const live = wholeStatuses(asked).filter((status) => status !== UserStatus.DELETED);
  // All of them together are everybody outside the bin.
  if (live.length === Object.values(UserStatus).length - 1) return [[]];
  return [
    ...(live.length > 0 ? [[{ ...equal(sql`u.status`, live, ORDERS), most: keptOfStatuses(live) }]] : []),
    ...dividedStates(asked).map((state) => CLAUSES[state]),
  ];
}

export function isBinAsked(asked: Asked): boolean {
  return wholeStatuses(asked).includes(UserStatus.DELETED);
}

/** The statuses that a filter by status and state holds; undefined if it holds a part of one. */
export function keptStatuses(asked: Asked): UserStatus[] | undefined {
  return dividedStates(asked).length > 0 ? undefined : wholeStatuses(asked);
}

/** Left out, a condition holds for everyone but the bin. */
function wholeStatuses({ status, state }: Asked): UserStatus[] {
  const all = Object.values(UserStatus);
  if (status == null && state == null) return all.filter((each) => each !== UserStatus.DELETED);
  const ofState = all.filter((each) =>
    each === UserStatus.INVITED
      ? DIVIDED.every((divided) => state?.includes(UserState[divided]))
      : state?.some((asked) => STATUS_OF[asked] === each),
  );
  return all.filter(
    (each) => (status == null || status.includes(each)) && (state == null || ofState.includes(each)),
  );
}

/** The states asked for that are a part of INVITED, unless all of them are. */
function dividedStates({ status, state }: Asked): typeof DIVIDED {
  if (state == null || (status && !status.includes(UserStatus.INVITED))) return [];
  const asked = DIVIDED.filter((divided) => state.includes(UserState[divided]));
  return asked.length === DIVIDED.length ? [] : asked;
}
