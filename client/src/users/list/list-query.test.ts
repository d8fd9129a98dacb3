import { afterEach, describe, expect, test, vi } from 'vitest';
import { chooseTimeZone } from '../../lib/language/time-zone';
import {
  fromUrl,
  isNarrowed,
  type ListQuery,
  NEWEST_FIRST,
  orderedBy,
  shownOrder,
  toUrl,
  toVariables,
} from './list-query';

afterEach(() => {
  chooseTimeZone(null);
  vi.useRealTimers();
});

const ROLE = '01939f1e-8f5e-7a10-9d2b-3c4d5e6f7a8b';
const VIEW = '01939f1e-8f5e-7a10-9d2b-3c4d5e6f7a8c';

const everything: ListQuery = {
  search: 'ada',
  status: ['ACTIVE', 'DELETED'],
  department: ['Research', 'Sales, North'],
  roleId: [ROLE],
  createdFrom: '2026-01-31',
  createdTo: '2026-02-28',
  created: '30d',
  signedInFrom: '2026-03-01',
  signedInTo: '2026-03-31',
  signedIn: 'never',
  secondFactor: 'has-not',
  order: { field: 'DISPLAY_NAME', direction: 'ASC' },
  view: VIEW,
};
const nothing = fromUrl({});

describe('the address of a list', () => {
  test('says nothing of the usual list', () => {
    expect(toUrl(nothing)).toEqual({});
  });

  test('says all that the list is, and reads back as the same', () => {
    // vue-router has it so: one value is a text, several are an array.
    expect(fromUrl({ ...toUrl(everything), role: ROLE })).toEqual(everything);
    expect(toUrl(everything)).toEqual({
      q: 'ada',
      status: ['ACTIVE', 'DELETED'],
      department: ['Research', 'Sales, North'],
      role: [ROLE],
      from: '2026-01-31',
      to: '2026-02-28',
      created: '30d',
      'signed-in': 'never',
      'signed-in-from': '2026-03-01',
      'signed-in-to': '2026-03-31',
      'second-factor': 'has-not',
      order: 'DISPLAY_NAME:ASC',
      view: VIEW,
    });
  });

  test.each([
    ['a status that there is none of', { status: 'GONE' }],
    ['a status without a value', { status: null }],
    ['an order of another column', { order: 'PASSWORD:ASC' }],
    ['an order with no direction', { order: 'EMAIL' }],
    ['an order with more behind', { order: 'EMAIL:ASC:x' }],
    ['a role that is no id', { role: ["'; drop table users", ''] }],
    ['a day that there is none of', { from: '2026-02-30', to: '2026-13-01' }],
    ['a date with a time', { from: '2026-02-03T10:00:00Z' }],
    ['an empty department', { department: ['', ' '] }],
    ['a sign-in of another kind', { 'signed-in': 'often' }],
    ['a range that there is none of', { created: '8d' }],
    ['a second factor of another kind', { 'second-factor': 'maybe' }],
    ['a parameter of another page', { page: '7' }],
  ])('is read as the usual list where it has %s', (_what, url) => {
    expect(fromUrl(url)).toEqual(nothing);
  });

  test('is cut where it is longer than the server takes', () => {
    expect(fromUrl({ q: 'x'.repeat(10_000) }).search).toHaveLength(500);
    expect(fromUrl({ department: Array.from({ length: 500 }, (_, n) => `d${n}`) }).department).toHaveLength(
      50,
    );
  });

  test('counts the same value twice once', () => {
    const url = { status: ['ACTIVE', 'ACTIVE'], department: ['Sales', 'Sales '] };
    expect(fromUrl(url)).toMatchObject({ status: ['ACTIVE'], department: ['Sales'] });
  });

  test('has the first of two values where one is meant', () => {
    expect(fromUrl({ q: ['ada', 'bob'] }).search).toBe('ada');
  });
});

describe('what the server is asked for', () => {
  test('is no condition for the usual list', () => {
    expect(toVariables(nothing)).toEqual({ where: undefined, search: undefined, orderBy: NEWEST_FIRST });
    expect(isNarrowed(nothing)).toBe(false);
  });

  test('has a range of days up to today in place of days', () => {
    const today = (later: number) => {
      const now = new Date();
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + later).toISOString();
    };
    const days = { createdFrom: '2026-01-31', signedInFrom: '2026-01-31' };
    const where = (own: Partial<ListQuery>) => toVariables({ ...nothing, ...days, ...own }).where;
    expect(where({ created: 'today', signedIn: '7d' })).toEqual({
      createdAt: { from: today(0) },
      lastSignInAt: { from: today(-6) },
    });
    expect(where({ created: 'older', signedIn: '90d' })).toEqual({
      createdAt: { until: today(-89) },
      lastSignInAt: { from: today(-89) },
    });
    expect(where({ createdFrom: undefined, signedIn: 'ever' })).toEqual({ neverSignedIn: false });
    expect(where({ createdFrom: undefined, signedInTo: '2026-02-01' })).toEqual({
      lastSignInAt: {
        from: new Date(2026, 0, 31).toISOString(),
        until: new Date(2026, 1, 2).toISOString(),
      },
    });
  });

  test.each([
    ['Pacific/Kiritimati', '2026-11-24T10:00:00.000Z', '2026-11-18T10:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-24T08:00:00.000Z', '2026-11-18T08:00:00.000Z'],
    ['UTC', '2026-11-24T00:00:00.000Z', '2026-11-18T00:00:00.000Z'],
  ])('has the days of %s, where today began at %s', (zone, today, week) => {
    vi.useFakeTimers({ now: new Date('2026-11-24T11:00:00Z'), toFake: ['Date'] });
    chooseTimeZone(zone);
    const where = (own: Partial<ListQuery>) => toVariables({ ...nothing, ...own }).where;
    expect(where({ created: 'today' })).toEqual({ createdAt: { from: today } });
    expect(where({ signedIn: '7d' })).toEqual({ lastSignInAt: { from: week } });
  });

  test('has a day of 25 hours where clocks are set back on it', () => {
    chooseTimeZone('America/Los_Angeles');
    const { where } = toVariables({ ...nothing, createdFrom: '2026-11-01', createdTo: '2026-11-01' });
    expect(where?.createdAt).toEqual({ from: '2026-11-01T07:00:00.000Z', until: '2026-11-02T08:00:00.000Z' });
  });

  test('has every condition of the address, days as moments here', () => {
    expect(toVariables({ ...everything, created: undefined })).toEqual({
      where: {
        state: ['ACTIVE', 'DELETED'],
        department: ['Research', 'Sales, North'],
        roleId: [ROLE],
        createdAt: {
          from: new Date(2026, 0, 31).toISOString(),
          // The last day counts to its end.
          until: new Date(2026, 2, 1).toISOString(),
        },
        neverSignedIn: true,
        hasSecondFactor: false,
      },
      search: 'ada',
      orderBy: { field: 'DISPLAY_NAME', direction: 'ASC' },
    });
    expect(isNarrowed(everything)).toBe(true);
  });

  test('leaves out spaces around the search', () => {
    expect(toVariables({ ...nothing, search: '  ' }).search).toBeUndefined();
    expect(toVariables({ ...nothing, search: ' ada ' }).search).toBe('ada');
  });

  test('asks for who has signed in at least once', () => {
    expect(toVariables({ ...nothing, signedIn: 'ever' }).where).toEqual({ neverSignedIn: false });
  });
});

describe('a search without a chosen order', () => {
  test('leaves the order to the server, which lists the best match first', () => {
    expect(toVariables(fromUrl({ q: 'ada' })).orderBy).toBeUndefined();
    expect(toUrl({ ...nothing, search: 'ada' })).toEqual({ q: 'ada' });
    expect(shownOrder(fromUrl({ q: 'ada' }))).toBeUndefined();
  });

  test('can be listed the newest first', () => {
    const url = { q: 'ada', order: 'CREATED_AT:DESC' };
    expect(toUrl(fromUrl(url))).toEqual(url);
    expect(toVariables(fromUrl(url)).orderBy).toEqual(NEWEST_FIRST);
    // The order of a list without a search, which is not written.
    expect(toUrl({ ...fromUrl(url), search: '' })).toEqual({});
  });
});

describe('a click on a column', () => {
  test('orders names from A, and moments from the latest', () => {
    expect(orderedBy(NEWEST_FIRST, 'DISPLAY_NAME')).toEqual({ field: 'DISPLAY_NAME', direction: 'ASC' });
    expect(orderedBy(NEWEST_FIRST, 'LAST_SIGN_IN_AT')).toEqual({
      field: 'LAST_SIGN_IN_AT',
      direction: 'DESC',
    });
  });

  test('turns the order round that the list is in', () => {
    expect(orderedBy(NEWEST_FIRST, 'CREATED_AT')).toEqual({ field: 'CREATED_AT', direction: 'ASC' });
    expect(orderedBy({ field: 'EMAIL', direction: 'ASC' }, 'EMAIL')).toEqual({
      field: 'EMAIL',
      direction: 'DESC',
    });
  });
});
