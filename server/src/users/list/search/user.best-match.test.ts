import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedUsers } from '../../../seed/seed.service.js';
import { startTestApp, type TestApp } from '../../../testing/test-app.js';
import { createUsers } from '../../../testing/requests/user-requests.js';

/** Enough for terms that more users have than are fetched at once. */
const USERS = 12_000;

const BEST_FIRST = `
  with words as (select search_key(word) as word from unnest(string_to_array($1, ' ')) as word),
    found as (select u.*, ' ' || translate(search_text, chr(10), ' ') || ' ' as text from users u
      where not exists (select from words where strpos(search_text, word) = 0))
  select id from found where FILTER order by
    case when not exists (select from words where strpos(text, ' ' || word || ' ') = 0) then 0
      when not exists (select from words where strpos(text, ' ' || word) = 0) then 1 else 2 end,
    created_at desc, id desc`;

describe('best match first', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    await seedUsers(test.database.url, USERS, () => undefined);
  }, 60_000);
  afterAll(() => test.close());

  const expected = async (search: string, filter = 'deleted_at is null') => {
    const rows = await test.database.query<{ id: string }>(BEST_FIRST.replace('FILTER', filter), [search]);
    return rows.map(({ id }) => id);
  };

  interface Asked {
    search: string;
    where?: Record<string, unknown>;
  }
  interface Page {
    nodes: { id: string; position: { cursor: string; previousId: string | null; nextId: string | null } }[];
    pageInfo: { startCursor: string; endCursor: string; hasNextPage: boolean; hasPreviousPage: boolean };
  }

  const ask = async (asked: Asked, place: Record<string, unknown>, fields = ''): Promise<Page> => {
    const { data, errors } = await test.graphql(
      `query ($where: UserWhere, $search: String, $first: Int, $after: String, $last: Int, $before: String) {
        users(where: $where, search: $search, first: $first, after: $after, last: $last, before: $before) {
          nodes { id ${fields} } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
        }
      }`,
      { ...asked, ...place },
    );
    expect(errors).toBeUndefined();
    return data.users as Page;
  };

  /** The ids of up to `most` users, page by page. */
  const walk = async (asked: Asked, most: number, backwards = false): Promise<string[]> => {
    const ids: string[] = [];
    let place: Record<string, unknown> = backwards ? { last: 70 } : { first: 70 };
    while (ids.length < most) {
      // Each page begins where the one before it ended.
      const { nodes, pageInfo } = await ask(asked, place);
      const next = nodes.map(({ id }) => id);
      if (backwards) ids.unshift(...next);
      else ids.push(...next);
      if (!(backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) break;
      place = backwards
        ? { last: 70, before: pageInfo.startCursor }
        : { first: 70, after: pageInfo.endCursor };
    }
    return ids;
  };

  it.each([
    ...FEW.map((search) => [search, 1, 1_500] as const),
    ...MANY.map((search) => [search, 3_000, USERS] as const),
  ])('%s is found in %i to %i users', async (search, least, most) => {
    const { length } = await expected(search);
    expect([length >= least, length <= most]).toEqual([true, true]);
  });

  it.each([...FEW, ...MANY])('lists %s from both ends', async (search) => {
    const all = await expected(search);
    const most = 420;
    expect(await walk({ search }, most)).toEqual(all.slice(0, most));
    const backwards = await walk({ search }, most, true);
    expect(backwards).toEqual(all.slice(-backwards.length));
  });

  it.each([...FEW, ...MANY])('finds the place of a user among the matches of %s', async (search) => {
    const all = await expected(search);
    const { nodes } = await ask(
      { search },
      { first: 60 },
      'position(search: $search) { cursor previousId nextId }',
    );
    expect(nodes.map(({ id }) => id)).toEqual(all.slice(0, 60));
    for (const [index, { position }] of nodes.entries()) {
      expect(position.previousId).toBe(all[index - 1] ?? null);
      expect(position.nextId).toBe(all[index + 1] ?? null);
    }
    const rest = await ask({ search }, { first: 3, after: nodes[0]?.position.cursor });
    expect(rest.nodes.map(({ id }) => id)).toEqual(all.slice(1, 4));
  });

  it.each([
    [{ status: ['DEACTIVATED'] }, `deleted_at is null and status = 'DEACTIVATED'`],
    [{ status: ['ACTIVE', 'DELETED'] }, `deleted_at is not null or status = 'ACTIVE'`],
    [{ neverSignedIn: true }, 'deleted_at is null and last_sign_in_at is null'],
    [{ department: ['Sales', 'Legal'] }, `deleted_at is null and department in ('Sales', 'Legal')`],
  ])('keeps the order beside the filter %j', async (where, sql) => {
    for (const search of ['an', 'smith', 'a']) {
      const all = await expected(search, sql);
      expect(await walk({ search, where }, 210)).toEqual(all.slice(0, 210));
    }
  });

  it('ranks whole words before beginnings before the rest, whatever the order of creation', async () => {
    await createUsers(
      test,
      { email: 'one@example.org', displayName: 'Zorv Miller' },
      { email: 'two@example.org', displayName: 'Zorvath Miller' },
      { email: 'three@example.org', displayName: 'Azorv Miller' },
    );
    const { data } = await test.graphql('{ users(search: "ZORV") { nodes { displayName } } }');
    expect(data.users.nodes).toEqual([
      { displayName: 'Zorv Miller' },
      { displayName: 'Zorvath Miller' },
      { displayName: 'Azorv Miller' },
    ]);
    const newest = `{ users(search: "zorv", orderBy: { field: CREATED_AT, direction: DESC }) { nodes { displayName } } }`;
    expect((await test.graphql(newest)).data.users.nodes[0]).toEqual({ displayName: 'Azorv Miller' });
  });

  it.each(['status', 'state'])(
    'keeps the statement for everyone apart from that for the bin, by %s',
    async (field) => {
      const known = `query ($search: String, $where: UserWhere) { users(search: $search, where: $where) { nodes { ${field} } } }`;
      const statuses = async (where?: object) => {
        const { data } = await test.graphql(known, { search: 'smith', where });
        return new Set((data.users.nodes as Record<string, string>[]).map((user) => user[field]));
      };
      // Known documents use the statements that are kept.
      for (let round = 0; round < 4; round += 1) {
        expect(await statuses({ [field]: ['DELETED'] })).toEqual(new Set(['DELETED']));
        expect(await statuses()).not.toContain('DELETED');
      }
    },
  );

  it('refuses a cursor of another order', async () => {
    const { pageInfo } = await ask({ search: 'smith' }, { first: 1 });
    const { errors } = await test.graphql(
      'query ($after: String) { users(first: 1, after: $after) { nodes { id } } }',
      {
        after: pageInfo.endCursor,
      },
    );
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });
});

const FEW = ['smith', 'mar', 'weiss hannah', 'q', '王', 'lopez sales', '.s'];
const MANY = ['a', 'an', 'example', 'e org'];
