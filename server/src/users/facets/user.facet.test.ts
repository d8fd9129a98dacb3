import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, makeToken, withToken } from '../../testing/accounts/access-tokens.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

interface Value {
  value: string;
  label: string | null;
  count: number;
  countIsCapped: boolean;
  from: string | null;
  until: string | null;
}

let test: TestApp;
let roles: Record<string, string>;

beforeAll(async () => {
  test = await startTestApp();
  roles = await roleIdsOf(test);
  const password = 'a long enough one';
  await createUsers(
    test,
    { email: 'ann@example.org', department: 'Sales', password, roleIds: [roles['Editor'], roles['Viewer']] },
    { email: 'bob@example.org', department: 'SALES', password, roleIds: [roles['Viewer']] },
    { email: 'cy@example.org', department: 'Légal' },
    { email: 'dan@example.org', department: 'Legal', password },
    { email: 'eve@example.org' },
    { email: 'fay@example.org', department: 'Sales' },
    { email: 'gus@example.org', department: 'Archive', password },
  );
  // Days apart by the calendar of UTC, in which the ranges begin.
  const ago = (name: string, column: string, days: number) =>
    test.database.query(
      `update users set ${column} = (date_trunc('day', now() at time zone 'UTC') - $2 * interval '1 day') at time zone 'UTC'
        + interval '1 minute', updated_at = now() where email = $1`,
      [`${name}@example.org`, days],
    );
  await ago('ann', 'created_at', 6);
  await ago('bob', 'created_at', 7);
  await ago('cy', 'created_at', 29);
  await ago('dan', 'created_at', 90);
  await ago('eve', 'created_at', 400);
  await ago('ann', 'last_sign_in_at', 0);
  await ago('bob', 'last_sign_in_at', 7);
  await ago('dan', 'last_sign_in_at', 90);
  await test.database.query(`insert into totp_factors (user_id, sealed_key, confirmed_at)
    select id, 'k', now() from users where email in ('ann@example.org', 'gus@example.org')`);
  await test.database.query(`update users set deleted_at = now() where email = 'gus@example.org'`);
  await test.database.query(`update users set deactivated_at = now() where email = 'dan@example.org'`);
  await test.database.query(`update users set invitation_expires_at = now()
    + case when email = 'cy@example.org' then interval '1 day' else interval '-1 day' end
    where email in ('cy@example.org', 'fay@example.org')`);
});
afterAll(() => test.close());

async function valuesOf(facet: string, args = ''): Promise<Value[]> {
  const { data, errors } = await test.graphql(
    `{ userFacets(facets: [${facet}] ${args}) { facet hasMore values { value label count countIsCapped from until } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.userFacets).toMatchObject([{ facet, hasMore: false }]);
  return data.userFacets[0].values as Value[];
}

/** By value, or by label where there is one. */
async function countsOf(facet: string, args = ''): Promise<Record<string, number>> {
  const values = await valuesOf(facet, args);
  expect(values.every(({ countIsCapped }) => !countIsCapped)).toBe(true);
  return Object.fromEntries(values.map(({ value, label, count }) => [label ?? value, count]));
}

async function viewerWith(...permissions: string[]) {
  return withToken(test, (await makeToken(test.graphql, { permissions })).token);
}

const NO_STATES = { ACTIVE: 0, DEACTIVATED: 0, DELETED: 0, INVITATION_EXPIRED: 0, INVITED: 0, NO_ACCESS: 0 };
const STATES = { ACTIVE: 2, DEACTIVATED: 1, DELETED: 1, INVITATION_EXPIRED: 1, INVITED: 1, NO_ACCESS: 1 };
const NO_ROLES = { Administrator: 0, Auditor: 0, Editor: 0, Owner: 0, Viewer: 0 };

describe('the facets of all users', () => {
  it.each([
    ['STATE', STATES],
    ['ROLE', { ...NO_ROLES, Editor: 1, Viewer: 2 }],
    ['DEPARTMENT', { Sales: 3, Legal: 2 }],
    ['SECOND_FACTOR', { HAS: 1, HAS_NOT: 5 }],
    ['CREATED', { TODAY: 1, LAST_7_DAYS: 2, LAST_30_DAYS: 4, LAST_90_DAYS: 4, OLDER: 2 }],
    ['LAST_SIGN_IN', { TODAY: 1, LAST_7_DAYS: 1, LAST_30_DAYS: 2, LAST_90_DAYS: 2, OLDER: 1, NEVER: 3 }],
  ])('%s counts every user outside the bin', async (facet, counts) => {
    expect(await countsOf(facet)).toEqual(counts);
  });

  it('count the bin if it is listed', async () => {
    const where = ', where: { status: [DELETED] }';
    expect(await countsOf('DEPARTMENT', where)).toEqual({ Archive: 1 });
    expect(await countsOf('SECOND_FACTOR', where)).toEqual({ HAS: 1, HAS_NOT: 0 });
    expect(await countsOf('STATE', where)).toEqual(STATES);
  });
});

describe('the facets of a list with other filters', () => {
  const inSales = ', where: { department: ["sales"] }';

  it.each([
    ['STATE', inSales, { ...NO_STATES, ACTIVE: 2, INVITATION_EXPIRED: 1 }],
    ['ROLE', inSales, { ...NO_ROLES, Editor: 1, Viewer: 2 }],
    ['SECOND_FACTOR', inSales, { HAS: 1, HAS_NOT: 2 }],
    ['CREATED', inSales, { TODAY: 1, LAST_7_DAYS: 2, LAST_30_DAYS: 3, LAST_90_DAYS: 3, OLDER: 0 }],
    [
      'LAST_SIGN_IN',
      inSales,
      { TODAY: 1, LAST_7_DAYS: 1, LAST_30_DAYS: 2, LAST_90_DAYS: 2, OLDER: 0, NEVER: 1 },
    ],
    ['DEPARTMENT', ', where: { hasSecondFactor: false }', { Legal: 2, SALES: 2 }],
    ['DEPARTMENT', ', where: { status: [ACTIVE, DELETED] }', { SALES: 2, Archive: 1 }],
    ['DEPARTMENT', ', where: { state: [NO_ACCESS, INVITATION_EXPIRED] }', { Sales: 1 }],
    ['DEPARTMENT', ', where: { neverSignedIn: true }', { Légal: 1, Sales: 1 }],
    ['DEPARTMENT', ', search: "ann"', { Sales: 1 }],
    ['STATE', ', search: "example"', STATES],
    ['STATE', ', search: "a n"', { ...NO_STATES, ACTIVE: 1, DEACTIVATED: 1 }],
    ['DEPARTMENT', ', where: { department: ["Legal", "LEGAL"], status: [ACTIVE] }', { SALES: 2 }],
  ])('%s%s counts the users of that list', async (facet, args, counts) => {
    expect(await countsOf(facet, args)).toEqual(counts);
  });

  it.each([
    ['STATE', 'status: [ACTIVE]'],
    ['STATE', 'state: [NO_ACCESS, ACTIVE]'],
    ['DEPARTMENT', 'department: ["Sales"]'],
    ['LAST_SIGN_IN', 'neverSignedIn: true'],
    ['LAST_SIGN_IN', 'lastSignInAt: { from: "2100-01-01T00:00:00Z" }'],
    ['SECOND_FACTOR', 'hasSecondFactor: true'],
    ['CREATED', 'createdAt: { from: "2100-01-01T00:00:00Z" }'],
  ])('%s ignores its own condition: %s', async (facet, where) => {
    expect(await countsOf(facet, `, where: { ${where} }`)).toEqual(await countsOf(facet));
  });

  it('ROLE ignores its own condition', async () => {
    expect(await countsOf('ROLE', `, where: { roleId: ["${roles['Owner']}"] }`)).toEqual(
      await countsOf('ROLE'),
    );
  });

  it('are empty if the search cannot match', async () => {
    expect(await countsOf('STATE', ', search: "\\u0000"')).toEqual({});
  });
});

describe('values', () => {
  it('are those whose name contains a text, up to a limit', async () => {
    expect(await countsOf('DEPARTMENT', ', matching: " LEG"')).toEqual({ Legal: 2 });
    expect(await countsOf('ROLE', ', matching: "edit"')).toEqual({ Editor: 1 });
    const { data } = await test.graphql(
      '{ userFacets(facets: [DEPARTMENT, ROLE], first: 1) { hasMore values { label } } }',
    );
    expect(data.userFacets).toEqual([
      { hasMore: true, values: [{ label: 'Sales' }] },
      { hasMore: true, values: [{ label: 'Administrator' }] },
    ]);
  });

  it('of a range have its begin, by the days of a time zone, and the count of the list of that range', async () => {
    for (const timeZone of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles']) {
      for (const [facet, field] of [
        ['CREATED', 'createdAt'],
        ['LAST_SIGN_IN', 'lastSignInAt'],
      ] as const) {
        for (const where of ['', ', where: { department: ["Sales", "Legal"] }']) {
          const values = await valuesOf(facet, `, timeZone: "${timeZone}"${where}`);
          for (const { value, from, until, count } of values.filter((one) => one.value !== 'NEVER')) {
            const ends = [from && `from: "${from}"`, until && `until: "${until}"`].filter(Boolean).join(', ');
            const list = `where: { ${field}: { ${ends} } ${where && ', department: ["Sales", "Legal"]'} }`;
            const { data } = await test.graphql(`{ users(${list}) { totalCount } }`);
            expect([timeZone, value, data.users.totalCount]).toEqual([timeZone, value, count]);
          }
          const [today] = values;
          const hour = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
          expect(hour.format(new Date(today?.from ?? ''))).toBe('00');
        }
      }
    }
  });

  it.each(['first: 0', 'first: 101', 'timeZone: "Mars"', `matching: "${'x'.repeat(101)}"`])(
    'of %s are refused',
    async (args) => {
      const { errors } = await test.graphql(`{ userFacets(facets: [ROLE], ${args}) { hasMore } }`);
      expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    },
  );
});

describe('without a choice of facets', () => {
  it('all facets that the viewer may see are counted', async () => {
    const facetsOf = async (...permissions: string[]) => {
      const { data } = await (await viewerWith(...permissions))('{ userFacets { facet } }');
      return (data.userFacets as { facet: string }[]).map(({ facet }) => facet);
    };
    expect(await facetsOf('USERS_READ')).toEqual(['STATE', 'ROLE', 'DEPARTMENT', 'LAST_SIGN_IN', 'CREATED']);
    expect(await facetsOf('USERS_READ', 'USERS_WRITE')).toContain('SECOND_FACTOR');
  });
});

describe('the facet and filter of second factors', () => {
  const where = '(where: { hasSecondFactor: false })';
  const USES = [
    '{ userFacets(facets: [SECOND_FACTOR]) { hasMore } }',
    `{ users${where} { totalCount } }`,
    `{ userFacets(facets: [ROLE], where: { hasSecondFactor: true }) { hasMore } }`,
    `{ users { nodes { position${where} { cursor } } } }`,
  ];

  it.each(USES)('is shown to viewers who may change users: %s', async (document) => {
    const reader = await viewerWith('USERS_READ');
    const writer = await viewerWith('USERS_READ', 'USERS_WRITE');
    for (let time = 0; time < 3; time += 1) {
      expect(codeOf(await reader(document))).toBe('FORBIDDEN');
      expect(codeOf(await writer(document))).toBeUndefined();
    }
  });

  it('is also refused in a variable', async () => {
    const reader = await viewerWith('USERS_READ');
    const document = 'query ($where: UserWhere) { users(where: $where) { totalCount } }';
    for (let time = 0; time < 3; time += 1) {
      const { errors } = await reader(document, { where: { hasSecondFactor: true } });
      expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
      expect((await reader(document, { where: { neverSignedIn: true } })).errors).toBeUndefined();
    }
  });
});
