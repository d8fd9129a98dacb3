import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workOf } from '../../testing/documents/explain.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, namesOf, roleIdsOf } from '../../testing/requests/user-requests.js';

const ORDERS = ['CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT'];

const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: UserOrder, $where: UserWhere) {
  users(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, where: $where) {
    edges { cursor node { id displayName } }
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
    totalCountIsCapped
  }
}`;

describe('a list of users', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    // 45 users. Names, moments and sign-ins repeat, so that the id breaks ties.
    await test.database
      .query(`insert into users (email, display_name, created_at, updated_at, last_sign_in_at, activated_at)
      select 'u' || i || '@example.org', 'Name ' || i % 7, '2026-01-01'::timestamptz + i % 9 * interval '1 hour',
        '2026-02-01'::timestamptz + i % 5 * interval '1 hour',
        case when i % 3 > 0 then '2026-03-01'::timestamptz + i % 4 * interval '1 hour' end, now()
      from generate_series(1, 45) i`);
  });
  afterAll(() => test.close());

  async function walk(variables: Record<string, unknown>, backwards = false): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const page = backwards ? { last: 10, before: cursor } : { first: 10, after: cursor };
      const { data } = await test.graphql(PAGE, { ...variables, ...page });
      const found = (data.users.nodes as { id: string }[]).map(({ id }) => id);
      if (backwards) ids.unshift(...found);
      else ids.push(...found);
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = data.users.pageInfo;
      if (!(backwards ? hasPreviousPage : hasNextPage)) return ids;
      cursor = backwards ? startCursor : endCursor;
    }
  }

  it.each(ORDERS.flatMap((field) => ['ASC', 'DESC'].map((direction) => ({ field, direction }))))(
    'ordered by $field $direction returns every user once, with the same order forwards and backwards',
    async (orderBy) => {
      const forwards = await walk({ orderBy });
      expect(new Set(forwards).size).toBe(45);
      expect(forwards).toHaveLength(45);
      expect(await walk({ orderBy }, true)).toEqual(forwards);
      const turned = { ...orderBy, direction: orderBy.direction === 'ASC' ? 'DESC' : 'ASC' };
      expect(await walk({ orderBy: turned })).toEqual(forwards.toReversed());
      // In the order of last sign-ins, these are two ranges of its index, read one after the other.
      const where = { createdAt: { from: '2026-01-01T03:00:00Z' }, hasSecondFactor: false };
      const added = await test.database.query<{ id: string }>(
        `select id from users where created_at >= '2026-01-01T03:00:00Z'`,
      );
      const some = new Set(added.map(({ id }) => id));
      const filtered = forwards.filter((id) => some.has(id));
      expect(filtered).toHaveLength(30);
      expect(await walk({ orderBy, where })).toEqual(filtered);
      expect(await walk({ orderBy, where }, true)).toEqual(filtered);
    },
  );

  it('reads the users who signed in only if those who never did are not enough for the page', async () => {
    const list = `where: { createdAt: { from: "2026-01-01T00:00:00Z" }, hasSecondFactor: false },
      orderBy: { field: LAST_SIGN_IN_AT, direction: ASC }`;
    // Fifteen never signed in. The ranges that are walked have 45 users in all.
    const short = await workOf(test, `{ users(first: 10, ${list}) { nodes { id } } }`);
    const long = await workOf(test, `{ users(first: 20, ${list}) { nodes { id } } }`);
    expect(short.pages).toBeLessThan(long.pages);
  });

  it('returns the 20 newest rows without arguments', async () => {
    const { data } = await test.graphql(PAGE);
    const newest = await walk({ orderBy: { field: 'CREATED_AT', direction: 'DESC' } });
    expect((data.users.nodes as { id: string }[]).map(({ id }) => id)).toEqual(newest.slice(0, 20));
    expect(data.users.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(data.users.totalCount).toBe(45);
  });

  it('refuses a cursor of another order, and invalid cursors', async () => {
    const byEmail = await test.graphql(PAGE, { orderBy: { field: 'EMAIL', direction: 'ASC' } });
    const after = byEmail.data.users.pageInfo.endCursor as string;
    const other = await test.graphql(PAGE, { after, orderBy: { field: 'EMAIL', direction: 'DESC' } });
    const forged = Buffer.from('["EMAIL:ASC","x","not-an-id"]').toString('base64url');
    const broken = [forged, 'x', '', Buffer.from('["a\u0000","b","c"]').toString('base64url')];
    const answers = await Promise.all(broken.map((cursor) => test.graphql(PAGE, { after: cursor })));
    for (const { errors } of [other, ...answers])
      expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('refuses page sizes outside 1 to 100, and first together with last', async () => {
    for (const page of [{ first: 0 }, { first: 101 }, { last: -1 }, { first: 1, last: 1 }]) {
      const { errors } = await test.graphql(PAGE, page);
      expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    }
  });

  it('answers a forged cursor key of another type with BAD_USER_INPUT, not with a fault', async () => {
    const id = '01a20d34-bf94-74c9-b037-02a30eafc5ba';
    for (const key of ['yesterday-ish', '2026-02-30 10:00:00+00', '0000-01-01 00:00:00+00', 'infinity', '']) {
      const after = Buffer.from(JSON.stringify(['CREATED_AT:DESC', key, id])).toString('base64url');
      const { errors } = await test.graphql(PAGE, { after });
      expect(errors?.[0]?.extensions['code'], key).toBe('BAD_USER_INPUT');
    }
  });
});

describe('a filtered list of users', () => {
  let test: TestApp;
  let ids: Record<string, string>;

  beforeAll(async () => {
    test = await startTestApp();
    ids = await roleIdsOf(test);
    const [, , cy, dee] = await createUsers(
      test,
      { email: 'ann@example.org', department: 'Sales', roleIds: [ids['Owner'], ids['Editor']] },
      { email: 'bob@example.org', department: 'Legal', password: 'a long enough one' },
      {
        email: 'cy@example.org',
        department: 'Café',
        password: 'a long enough one',
        roleIds: [ids['Editor']],
      },
      { email: 'dee@example.org' },
    );
    await test.graphql(
      `mutation { deactivateUser(id: "${cy}") { user { id } } deleteUser(id: "${dee}") { user { id } } }`,
    );
    await test.database.query(
      `update users set created_at = '2026-04-30Z', last_sign_in_at = '2026-05-01Z' where display_name = 'bob'`,
    );
    await test.database.query(`update users set created_at = '2020-05-01Z' where display_name = 'ann'`);
  });
  afterAll(() => test.close());

  it.each([
    ['status: [ACTIVE]', ['bob']],
    ['status: [INVITED, DEACTIVATED]', ['cy', 'ann']],
    ['status: [DELETED]', ['dee']],
    ['status: [ACTIVE, DELETED, INVITED]', ['dee', 'bob', 'ann']],
    ['status: []', []],
    ['department: ["Sales"]', ['ann']],
    ['department: ["Sales", "Legal"]', ['bob', 'ann']],
    ['department: ["sales"]', ['ann']],
    ['department: ["SALES", "Sales", "legal"]', ['bob', 'ann']],
    ['department: ["CAFE"]', ['cy']],
    ['department: ["Sale"]', []],
    ['department: [""]', []],
    ['department: ["\\u200b"]', []],
    ['department: [" Sales "]', ['ann']],
    ['department: ["\u200bSa\u00adles\u200e"]', ['ann']],
    ['department: ["Cafe\u0301"]', ['cy']],
    ['neverSignedIn: true', ['cy', 'ann']],
    ['neverSignedIn: false', ['bob']],
    ['lastSignInAt: { from: "2026-05-01T00:00:00Z" }', ['bob']],
    ['lastSignInAt: { until: "2026-05-01T00:00:00Z" }', []],
    ['createdAt: { until: "2021-01-01T00:00:00Z" }', ['ann']],
    ['status: [ACTIVE], department: ["Sales"]', []],
  ])('%s', async (where, expected) => {
    expect(await namesOf(test, `where: { ${where} }`)).toEqual(expected);
    const { data } = await test.graphql(`{ users(where: { ${where} }) { totalCount } }`);
    expect(data.users.totalCount).toBe(expected.length);
  });

  it('refuses moments that the database cannot store, and accepts the first and the last valid one', async () => {
    const codes = async (moment: string) => {
      const { errors } = await test.graphql(
        `{ users(where: { createdAt: { from: "${moment}" } }) { totalCount } }`,
      );
      return errors?.map(({ extensions }) => extensions['code']);
    };
    for (const far of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00']) {
      expect(await codes(far), far).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    }
    for (const edge of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z']) {
      expect(await codes(edge), edge).toBeUndefined();
    }
  });

  it('finds users with at least one of the roles', async () => {
    expect(await namesOf(test, `where: { roleId: ["${ids['Owner']}"] }`)).toEqual(['ann']);
    expect(await namesOf(test, `where: { roleId: ["${ids['Owner']}", "${ids['Editor']}"] }`)).toEqual([
      'cy',
      'ann',
    ]);
    expect(await namesOf(test, 'where: { roleId: ["no-id"] }')).toEqual([]);
  });

  it('pages through a list with the bin without missing or repeating a user', async () => {
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 4; page++) {
      const { data } = await test.graphql(
        `{ users(first: 1 ${after} where: { status: [ACTIVE, INVITED, DEACTIVATED, DELETED] }
          orderBy: { field: DISPLAY_NAME, direction: ASC }) { nodes { displayName } pageInfo { endCursor } } }`,
      );
      seen.push(...(data.users.nodes as { displayName: string }[]).map(({ displayName }) => displayName));
      after = `after: "${data.users.pageInfo.endCursor as string}"`;
    }
    expect(seen).toEqual(['ann', 'bob', 'cy', 'dee']);
  });
});
