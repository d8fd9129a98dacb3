import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';

const PEOPLE = 5_000;
const ORDERS = ['CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => ({ field, direction })),
);

const LANDMARKS = `query ($orderBy: UserOrder) { userLandmarks(orderBy: $orderBy) { index cursor key } }`;
const BEFORE = `query ($before: String, $orderBy: UserOrder) {
  users(last: 1, before: $before, orderBy: $orderBy) { nodes { id } pageInfo { hasPreviousPage } }
}`;
const PAGE = `query ($after: String, $orderBy: UserOrder) {
  users(first: 1, after: $after, orderBy: $orderBy) { nodes { id displayName } totalCount }
}`;

interface Landmark {
  index: number;
  cursor: string;
  key: string;
}

describe('landmarks of the list of everyone', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  const landmarksBy = async (orderBy: object): Promise<Landmark[]> =>
    (await test.graphql(LANDMARKS, { orderBy })).data.userLandmarks;

  it('are empty without statistics', async () => {
    expect(await landmarksBy({ field: 'DISPLAY_NAME', direction: 'ASC' })).toEqual([]);
  });

  describe('with statistics', () => {
    beforeAll(async () => {
      // A third never signed in, and many have the same name: common values are no part of the histogram.
      await test.database
        .query(`insert into users (email, display_name, created_at, updated_at, last_sign_in_at, activated_at)
        select 'u' || md5(i::text) || '@example.org', case when i % 4 = 0 then 'Miller' else 'N ' || md5(i::text) end,
          '2020-01-01'::timestamptz + i * interval '1 hour', '2026-02-01'::timestamptz + i * interval '1 minute',
          case when i % 3 > 0 then '2026-03-01'::timestamptz + i * interval '1 minute' end, now()
        from generate_series(1, ${PEOPLE}) i`);
      await test.database.query('analyze users');
    });

    it.each(ORDERS)('ordered by $field $direction have the right places', async (orderBy) => {
      const landmarks = await landmarksBy(orderBy);
      expect(landmarks.length).toBeGreaterThan(50);
      expect(landmarks.map(({ index }) => index)).toEqual(
        landmarks.map(({ index }) => index).toSorted((one, other) => one - other),
      );
      const { data } = await test.graphql(PAGE, { orderBy });
      expect(data.users.totalCount).toBe(PEOPLE);
      for (const { index, cursor } of landmarks.filter((_, place) => place % 25 === 10)) {
        const before = await test.graphql(BEFORE, { before: cursor, orderBy });
        const { id } = before.data.users.nodes[0] as { id: string };
        const [row] = await test.database.query(
          `select place from (select id, row_number() over (order by ${sqlOf(orderBy)}) as place from users) u where id = $1`,
          [id],
        );
        expect(Math.abs(Number(row?.['place']) - index) / PEOPLE).toBeLessThan(0.03);
      }
    });

    it('begin a page in the middle, which costs one request', async () => {
      const orderBy = { field: 'EMAIL', direction: 'ASC' };
      const landmarks = await landmarksBy(orderBy);
      const middle = landmarks[Math.floor(landmarks.length / 2)];
      expect(middle?.key).toMatch(/^u[0-9a-f]{32}@example.org$/);
      const { data } = await test.graphql(PAGE, { after: middle?.cursor, orderBy });
      expect(data.users.nodes).toHaveLength(1);
    });
  });
});

function sqlOf({ field, direction }: { field: string; direction: string }): string {
  const keys: Record<string, string> = {
    CREATED_AT: 'created_at',
    UPDATED_AT: 'updated_at',
    DISPLAY_NAME: 'split_part(search_text, chr(10), 1)',
    EMAIL: 'lower(email)',
    LAST_SIGN_IN_AT: `coalesce(last_sign_in_at, '-infinity')`,
  };
  return `${keys[field]} ${direction}, id ${direction}`;
}
