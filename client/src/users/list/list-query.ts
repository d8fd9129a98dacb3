import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { UserOrder, UserOrderField, UserState, UsersQueryVariables } from '../../gql/graphql';
import { readDay } from '../../lib/language/calendar-day';
import { DAY_RANGES, type DayRange, rangeOf } from './day-range';

/** The list that an address describes. */
export interface ListQuery {
  search: string;
  /** Empty: everyone but the bin. */
  status: UserState[];
  department: string[];
  roleId: string[];
  /** Days in the viewer's time zone, YYYY-MM-DD, both included. */
  createdFrom: string | undefined;
  createdTo: string | undefined;
  /** A range up to today, in place of the days above. */
  created: DayRange | undefined;
  signedInFrom: string | undefined;
  signedInTo: string | undefined;
  signedIn: DayRange | 'ever' | 'never' | undefined;
  secondFactor: 'has' | 'has-not' | undefined;
  /** Undefined: the best match first of a search, else the newest first. */
  order: UserOrder | undefined;
  /** The saved view that it began with. It does not filter. */
  view: string | undefined;
}

export type ListVariables = Pick<UsersQueryVariables, 'where' | 'search' | 'orderBy'>;

export const STATUSES = [
  'ACTIVE',
  'INVITED',
  'INVITATION_EXPIRED',
  'NO_ACCESS',
  'DEACTIVATED',
  'DELETED',
] as const satisfies UserState[];
const FIELDS = [
  'CREATED_AT',
  'UPDATED_AT',
  'DISPLAY_NAME',
  'EMAIL',
  'LAST_SIGN_IN_AT',
] as const satisfies UserOrderField[];

export const NEWEST_FIRST: UserOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** The server's own limit. */
export const SEARCH_MAX = 500;
/** More than anyone picks by hand; a longer list in an address is no list of ours. */
const VALUES_MAX = 50;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads an address. Invalid parts are ignored. */
export function fromUrl(url: LocationQuery): ListQuery {
  const one = (name: string) => [url[name]].flat()[0] ?? '';
  const all = (name: string) =>
    [...new Set([url[name]].flat().map((value) => value?.trim() ?? ''))].slice(0, VALUES_MAX);
  return {
    search: one('q').slice(0, SEARCH_MAX),
    status: STATUSES.filter((status) => all('status').includes(status)),
    department: all('department').filter((name) => name !== ''),
    roleId: all('role').filter((id) => UUID.test(id)),
    createdFrom: readDay(one('from')) && one('from'),
    createdTo: readDay(one('to')) && one('to'),
    created: DAY_RANGES.find((range) => range === one('created')),
    signedInFrom: readDay(one('signed-in-from')) && one('signed-in-from'),
    signedInTo: readDay(one('signed-in-to')) && one('signed-in-to'),
    signedIn: (['ever', 'never', ...DAY_RANGES] as const).find((choice) => choice === one('signed-in')),
    secondFactor: (['has', 'has-not'] as const).find((choice) => choice === one('second-factor')),
    order: readOrder(one('order')),
    view: UUID.test(one('view')) ? one('view') : undefined,
  };
}

/** Writes an address, without default values. */
export function toUrl(query: ListQuery): LocationQueryRaw {
  const { field, direction } = query.order ?? {};
  const isNewestFirst = field === NEWEST_FIRST.field && direction === NEWEST_FIRST.direction;
  const isUsual = field === undefined || (isNewestFirst && query.search.trim() === '');
  const parts: Record<string, string | string[] | undefined> = {
    q: query.search,
    status: query.status,
    department: query.department,
    role: query.roleId,
    from: query.createdFrom,
    to: query.createdTo,
    created: query.created,
    'signed-in': query.signedIn,
    'signed-in-from': query.signedInFrom,
    'signed-in-to': query.signedInTo,
    'second-factor': query.secondFactor,
    order: isUsual ? '' : `${field}:${direction}`,
    view: query.view,
  };
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined && value.length > 0),
  );
}

/** The variables for the server. Equal lists have equal variables, by which the cache keeps them. */
export function toVariables(query: ListQuery): ListVariables {
  const { signedIn } = query;
  const isRange = signedIn !== undefined && signedIn !== 'ever' && signedIn !== 'never';
  const created = rangeOf(query.created) ?? spanOf(query.createdFrom, query.createdTo);
  const days = signedIn ? undefined : spanOf(query.signedInFrom, query.signedInTo);
  const signedInAt = isRange ? rangeOf(signedIn) : days;
  const where = {
    ...(query.status.length > 0 && { state: query.status }),
    ...(query.department.length > 0 && { department: query.department }),
    ...(query.roleId.length > 0 && { roleId: query.roleId }),
    ...(created && { createdAt: created }),
    ...(signedInAt && { lastSignInAt: signedInAt }),
    ...(signedIn && !isRange && { neverSignedIn: signedIn === 'never' }),
    ...(query.secondFactor && { hasSecondFactor: query.secondFactor === 'has' }),
  };
  const search = query.search.trim();
  return {
    where: Object.keys(where).length > 0 ? where : undefined,
    search: search === '' ? undefined : search,
    orderBy: shownOrder(query),
  };
}

/** Both days are in the span. */
function spanOf(first: string | undefined, last: string | undefined) {
  const span = { from: readDay(first)?.toISOString(), until: readDay(last, 1)?.toISOString() };
  return span.from || span.until ? span : undefined;
}

/** The name of a list: the same for variables that ask for the same. */
export function listKey({ where, search, orderBy }: ListVariables): string {
  return JSON.stringify([where, search, orderBy]);
}

/** Whether anything narrows the list, so that "nothing found" and "nothing there" are distinguished. */
export function isNarrowed(query: ListQuery): boolean {
  const { where, search } = toVariables(query);
  return where !== undefined || search !== undefined;
}

/** Undefined for the best match first, which no column is sorted by. */
export function shownOrder({ order, search }: Pick<ListQuery, 'order' | 'search'>): UserOrder | undefined {
  return order ?? (search.trim() === '' ? NEWEST_FIRST : undefined);
}

/** The order after a click on a column: turned round where the list is in that order already. */
export function orderedBy(order: UserOrder | undefined, field: UserOrderField): UserOrder {
  const isText = field === 'DISPLAY_NAME' || field === 'EMAIL';
  if (order?.field !== field) return { field, direction: isText ? 'ASC' : 'DESC' };
  return { field, direction: order.direction === 'ASC' ? 'DESC' : 'ASC' };
}

function readOrder(text: string): UserOrder | undefined {
  const [name, direction, ...more] = text.split(':');
  const field = FIELDS.find((known) => known === name);
  if (!field || more.length > 0 || (direction !== 'ASC' && direction !== 'DESC')) return undefined;
  return { field, direction };
}
