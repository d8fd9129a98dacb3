import { isUuid } from '../pagination/cursor.js';
import type { CountedList } from '../users/list/count/user-count.service.js';
import { UserState } from '../users/user.enums.js';
import { momentOfDay, today } from './view.days.js';

/** The same limit as in the console. */
const SEARCH_MAX = 500;
const VALUES_MAX = 50;

/** The days of each range, that of today among them; `older` is before all of them. */
const RANGES: Readonly<Record<string, number>> = { today: 1, '7d': 7, '30d': 30, '90d': 90, older: 90 };

const FILTERS = [
  'q',
  'status',
  'department',
  'role',
  'created',
  'from',
  'to',
  'signed-in',
  'signed-in-from',
  'signed-in-to',
  'second-factor',
];
/** Parameters without influence on the users in the list. */
const OTHERS = ['order', 'view'];
const KNOWN = new Set([...FILTERS, ...OTHERS]);

/**
 * The list that a URL of the console shows, as `client/src/users/list/list-query.ts` reads it: invalid values are ignored.
 * @param timeZone in which days begin
 * @returns undefined if it has a parameter that a later console wrote
 */
export function listOf(query: string, timeZone: string, now: Date): CountedList | undefined {
  const url = new URLSearchParams(query);
  if ([...url.keys()].some((name) => !KNOWN.has(name))) return undefined;
  const one = (name: string) => url.get(name) ?? '';
  const all = (name: string) =>
    [...new Set(url.getAll(name).map((value) => value.trim()))].slice(0, VALUES_MAX);
  const days = { timeZone, now };

  const state = Object.values(UserState).filter((each) => all('status').includes(each));
  const department = all('department').filter((name) => name !== '');
  const roleId = all('role').filter(isUuid);
  const createdAt = rangeOf(one('created'), days) ?? spanOf(one('from'), one('to'), timeZone);
  const signedIn = signInsOf(one('signed-in'), days) ?? {
    lastSignInAt: spanOf(one('signed-in-from'), one('signed-in-to'), timeZone),
  };
  const factor = one('second-factor');
  const search = one('q').slice(0, SEARCH_MAX).trim();
  return {
    where: {
      ...(state.length > 0 && { state }),
      ...(department.length > 0 && { department }),
      ...(roleId.length > 0 && { roleId }),
      ...(createdAt && { createdAt }),
      ...signedIn,
      ...((factor === 'has' || factor === 'has-not') && { hasSecondFactor: factor === 'has' }),
    },
    search: search === '' ? undefined : search,
  };
}

interface Days {
  timeZone: string;
  now: Date;
}

function signInsOf(choice: string, days: Days): CountedList['where'] | undefined {
  if (choice === 'ever' || choice === 'never') return { neverSignedIn: choice === 'never' };
  const lastSignInAt = rangeOf(choice, days);
  return lastSignInAt && { lastSignInAt };
}

function rangeOf(range: string, { timeZone, now }: Days) {
  const days = Object.hasOwn(RANGES, range) ? RANGES[range] : undefined;
  if (days === undefined) return undefined;
  const first = momentOfDay(today(now, timeZone), 1 - days, timeZone);
  return range === 'older' ? { until: first } : { from: first };
}

/** The span includes both days. */
function spanOf(first: string, last: string, timeZone: string) {
  const from = momentOfDay(first, 0, timeZone);
  const until = momentOfDay(last, 1, timeZone);
  return from || until ? { ...(from && { from }), ...(until && { until }) } : undefined;
}
