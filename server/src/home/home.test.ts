import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ormOptions } from '../database/orm.js';
import { codeOf, makeToken, withToken } from '../testing/accounts/access-tokens.js';
import { sentBy } from '../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { createUsers, roleIdsOf } from '../testing/requests/user-requests.js';
import { sweepDailyCounts } from './daily-counts.service.js';

const HOME = `{ home {
  userCount states { state count countIsCapped } neverSignedIn dormant dormantBefore withoutSecondFactor
  departments { top { value label count } others } roles { top { label count } others }
  languages { top { value label count } others }
  days { day added active signIns failures isCapped totals { active invited neverSignedIn withoutSecondFactor } }
} }`;

interface Day {
  day: string;
  added: number;
  active: number | null;
  signIns: number | null;
  failures: number | null;
  isCapped: boolean;
  totals: object | null;
}

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

let database: TestDatabase;
let test: TestApp;

/** A new app has no cached figures. */
async function withApp<T>(work: (app: TestApp) => Promise<T>): Promise<T> {
  const app = await startTestApp({ database });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

async function homeOf(app: Pick<TestApp, 'graphql'>) {
  const { data, errors } = await app.graphql(HOME);
  expect(errors).toBeUndefined();
  return data.home;
}

const dayOf = (home: { days: Day[] }, day: string) => home.days.find((each) => each.day === day);

/** Entries of a day, one each second from a time of day (UTC) on. */
function entries(
  action: string,
  { day, from = '12:00', count = 1 }: { day: string; from?: string; count?: number },
  actor?: string,
) {
  return database.query(
    `insert into audit_entries (action, actor_id, occurred_at)
      select $1, $2, ($3 || ' ' || $4)::timestamp at time zone 'UTC' + i * interval '1 ms' from generate_series(0, $5 - 1) i`,
    [action, actor ?? null, day, from, count],
  );
}

async function sweep(): Promise<void> {
  const orm = await MikroORM.init(ormOptions(database.url));
  await sweepDailyCounts(orm.em.getKysely());
  await orm.close();
}

beforeAll(async () => {
  database = await createTestDatabase();
  await database.query('truncate daily_counts');
  test = await startTestApp({ database });
});
afterAll(async () => {
  await test.close();
  await database.drop();
});

describe('the directory at a glance', () => {
  it('is all zeros if it is empty, with a day each of the last 30', async () => {
    const home = await homeOf(test);
    expect(home).toMatchObject({ userCount: 0, neverSignedIn: 0, dormant: 0, withoutSecondFactor: 0 });
    expect(home.states.every(({ count }: { count: number }) => count === 0)).toBe(true);
    expect([home.departments, home.roles, home.languages]).toEqual(Array(3).fill({ top: [], others: 0 }));
    expect(home.days.map(({ day }: Day) => day)).toEqual(Array.from({ length: 30 }, (_, n) => ago(29 - n)));
    const nothing = { added: 0, active: 0, signIns: 0, failures: 0, totals: null };
    expect(home.days.map(({ day: _, isCapped: __, ...day }: Day) => day)).toEqual(Array(30).fill(nothing));
  });

  it('counts users by state, sign-in, second factor, department, role and language, without the bin', async () => {
    const roles = await roleIdsOf(test);
    const password = 'a long enough one';
    const languages = ['de', 'es', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru'];
    const people = await createUsers(
      test,
      {
        email: 'ann@example.org',
        department: 'Sales',
        locale: 'ar',
        password,
        roleIds: [roles['Editor'], roles['Viewer']],
      },
      { email: 'bob@example.org', department: 'SALES', locale: 'ar', password, roleIds: [roles['Viewer']] },
      { email: 'cy@example.org', locale: 'en-GB', password },
      { email: 'dan@example.org', department: 'Sales' },
      { email: 'eve@example.org', department: 'Gone', locale: 'fr', password, roleIds: [roles['Viewer']] },
      { email: 'fay@example.org', department: 'Erased', locale: 'fr', password, roleIds: [roles['Viewer']] },
      ...languages.map((locale) => ({
        email: `${locale}@example.org`,
        department: `Department ${locale}`,
        locale,
      })),
    );
    const fay = people[5];
    const at = (days: number) => `${ago(days)}T00:00:30Z`;
    const set = (email: string, column: string, moment: string) =>
      database.query(`update users set ${column} = $2 where email = $1`, [`${email}@example.org`, moment]);
    for (const [email, created, signedIn] of [
      ['ann', 400, 89],
      ['bob', 400, 90],
      ['cy', 29, 0],
      ['dan', 30, undefined],
    ] as const) {
      await set(email, 'created_at', at(created));
      if (signedIn !== undefined) await set(email, 'last_sign_in_at', at(signedIn));
    }
    await database.query(`insert into totp_factors (user_id, sealed_key, confirmed_at)
      select id, 'k', now() from users where email in ('ann@example.org', 'eve@example.org')`);
    await database.query(
      `update users set invitation_expires_at = now() + interval '1 day' where email = 'dan@example.org'`,
    );
    await database.query(
      `update users set deleted_at = now() where email in ('eve@example.org', 'fay@example.org')`,
    );
    const erased = await test.graphql(
      'mutation ($ids: [ID!]!) { eraseUsers(ids: $ids, confirmation: "erase 1") { ids } }',
      { ids: [fay] },
    );
    expect(erased.data.eraseUsers.ids).toEqual([fay]);
    const home = await withApp(homeOf);
    expect(home).toMatchObject({
      userCount: 13,
      neverSignedIn: 10,
      dormant: 1,
      dormantBefore: `${ago(89)}T00:00:00.000Z`,
      withoutSecondFactor: 12,
      roles: {
        top: [
          { label: 'Viewer', count: 2 },
          { label: 'Editor', count: 1 },
        ],
        others: 0,
      },
    });
    const states = Object.fromEntries(
      home.states.map((each: { state: string; count: number }) => [each.state, each.count]),
    );
    expect(states).toEqual({
      ACTIVE: 3,
      INVITED: 1,
      INVITATION_EXPIRED: 0,
      NO_ACCESS: 9,
      DEACTIVATED: 0,
      DELETED: 1,
    });
    expect(home.departments.top).toHaveLength(8);
    expect(home.departments.top[0]).toEqual({ value: 'sales', label: 'Sales', count: 3 });
    expect(home.departments.others).toBe(2);
    expect(home.languages.top.slice(0, 2)).toEqual([
      { value: 'ar', label: null, count: 2 },
      { value: 'de', label: null, count: 1 },
    ]);
    expect(home.languages.others).toBe(3);
    expect([dayOf(home, ago(29))?.added, dayOf(home, ago(0))?.added, dayOf(home, ago(1))?.added]).toEqual([
      1, 9, 0,
    ]);
  });
});

describe('the days', () => {
  const [ann, bob] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];

  beforeAll(async () => {
    // More than a month, so that it crosses the end of one. The first and the last moment of a day are its own.
    for (const days of [1, 2, 20, 31, 40]) {
      await entries('SIGNED_IN', { day: ago(days), from: '00:00', count: 2 }, ann);
      await entries('SIGNED_IN', { day: ago(days), from: '23:59:59.999' }, bob);
    }
    await entries('SIGN_IN_FAILED', { day: ago(2), count: 4 });
    await entries('SIGNED_IN', { day: ago(0), from: '00:00', count: 3 }, ann);
    await entries('SIGN_IN_FAILED', { day: ago(0), from: '00:00', count: 2 });
  });

  function expectDays(home: { days: Day[] }): void {
    const busy = home.days.filter(({ signIns, failures }) => signIns || failures);
    expect(
      busy.map(({ day, active, signIns, failures, isCapped }) => [day, active, signIns, failures, isCapped]),
    ).toEqual([
      [ago(20), 2, 3, 0, false],
      [ago(2), 2, 3, 4, false],
      [ago(1), 2, 3, 0, false],
      [ago(0), 1, 3, 2, false],
    ]);
  }

  it('are counted in the audit trail until their counts are stored', async () => {
    const home = await withApp(homeOf);
    const counted = home.days.filter(({ signIns }: Day) => signIns);
    expect(counted.map(({ day, signIns, failures }: Day) => [day, signIns, failures])).toEqual([
      [ago(20), 3, 0],
      [ago(2), 3, 4],
      [ago(1), 3, 0],
      [ago(0), 3, 2],
    ]);
    // Active people are those who last signed in on the day. Except for today, there may be more.
    expect(home.days.map(({ active }: Day) => active)).toEqual([...Array(29).fill(0), 1]);
    expect(home.days.map(({ isCapped }: Day) => isCapped)).toEqual([...Array(29).fill(true), false]);
  });

  it('are stored once, by the first sweep after them, with any number of sweepers', async () => {
    await sweep();
    const kept = await database.query<{ day: string; count: number }>(
      `select day::text, count::int from daily_counts where kind = 'SIGN_INS' and count > 0 order by day`,
    );
    expect(kept.map(({ day, count }) => [day, count])).toEqual(
      [40, 31, 20, 2, 1].map((days) => [ago(days), 3]),
    );
    const all = () => database.query('select * from daily_counts order by day, kind');
    const before = await all();
    expect(before).toHaveLength(60 * 3 + 4);
    await Promise.all([sweep(), sweep()]);
    expect(await all()).toEqual(before);
    expectDays(await withApp(homeOf));
  });

  it('without a sweep are caught up later', async () => {
    const before = await database.query('select * from daily_counts order by day, kind');
    await database.query(`delete from daily_counts where day in ($1, $2) and kind not like 'TOTAL%'`, [
      ago(1),
      ago(20),
    ]);
    await sweep();
    expect(await database.query('select * from daily_counts order by day, kind')).toEqual(before);
  });

  it('show the stored totals', async () => {
    const home = await withApp(homeOf);
    expect(dayOf(home, ago(1))?.totals).toEqual({
      active: 3,
      invited: 1,
      neverSignedIn: 10,
      withoutSecondFactor: 12,
    });
    expect(home.days.filter(({ totals }: Day) => totals)).toHaveLength(1);
  });

  it('mark today as capped above the counting limit', async () => {
    await entries('SIGNED_IN', { day: ago(0), from: '00:00:01', count: 10_001 }, bob);
    const home = await withApp(homeOf);
    expect(dayOf(home, ago(0))).toMatchObject({ signIns: 10_000, failures: 2, isCapped: true });
    expect(home.days.filter(({ isCapped }: Day) => isCapped)).toHaveLength(1);
  });
});

describe('the viewer', () => {
  it('sees sign-ins with AUDIT_READ and second factors with USERS_WRITE', async () => {
    await withApp(async (app) => {
      for (const [permission, seesSignIns, seesFactors] of [
        ['USERS_READ', false, false],
        ['AUDIT_READ', true, false],
        ['USERS_WRITE', false, true],
      ] as const) {
        const permissions = [...new Set(['USERS_READ', permission])];
        const { token } = await makeToken(test.graphql, { permissions });
        const home = await homeOf({ graphql: withToken(app, token) });
        const { active, signIns, failures, totals } = dayOf(home, ago(1)) as Day;
        expect([active, signIns, failures].map((each) => each !== null)).toEqual(Array(3).fill(seesSignIns));
        expect(home.withoutSecondFactor !== null).toBe(seesFactors);
        expect((totals as { withoutSecondFactor: number | null }).withoutSecondFactor !== null).toBe(
          seesFactors,
        );
      }
    });
  });

  it('needs USERS_READ', async () => {
    const { token } = await makeToken(test.graphql, { permissions: ['AUDIT_READ'] });
    expect(codeOf(await withToken(test, token)('{ home { userCount } }'))).toBe('FORBIDDEN');
  });

  it('costs five statements, and none for some seconds after that', async () => {
    await withApp(async (app) => {
      await app.graphql('{ viewer { id } }');
      const count = async () =>
        (await sentBy(() => app.graphql(HOME))).filter(({ text }) => !text.includes('access_tokens')).length;
      expect([await count(), await count()]).toEqual([5, 0]);
    });
  });
});
