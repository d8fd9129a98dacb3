import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedUsers } from '../../seed/seed.service.js';
import { explain, workOf } from '../../testing/documents/explain.js';
import {
  COUNTED_IN_INDEX,
  FACET_LISTS,
  FILTER_LIMITS,
  MAX_PAGES,
  ORDERS,
  PAIRS,
  RARE_FILTER,
  SEARCHED_ORDERS,
  SEARCHES,
  VIEW_QUERIES,
} from '../../testing/documents/plan-cases.js';
import { type Taken, tellTimes } from '../../testing/documents/slowest.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { makeUneven } from '../../testing/uneven-users.js';

/**
 * `npx pnpm@12 test:large plans` runs it. Seeding a million users takes more than a minute. With `PLAN_TIMES=3` it prints
 * PostgreSQL's time, the least of three runs, which no test asserts.
 */
const USERS = 1_000_000;

/** As a person would write it, for words without % and _. */
const HOLDS_WORDS = `search_text like all(array(
  select '%' || search_key(word) || '%' from unnest(string_to_array($1, ' ')) as word))`;

const NEWEST_FIRST = 'orderBy: { field: CREATED_AT, direction: DESC }';

const ROWS = 'edges { cursor node { id displayName email } } pageInfo { hasNextPage }';

describe(`over ${USERS} users`, () => {
  let test: TestApp;
  let roles: Map<string, string>;
  const times = Number(process.env['PLAN_TIMES'] ?? 1);
  const taken: Taken[] = [];

  beforeAll(async () => {
    test = await startTestApp();
    await seedUsers(test.database.url, USERS, () => undefined);
    roles = await makeUneven(test, USERS);
  }, 900_000);
  afterAll(async () => {
    if (process.env['PLAN_TIMES']) tellTimes(taken);
    await test.close();
  });

  /** Asserts that no statement of a document scans the table, starts parallel workers, or touches more than `most` buffers. */
  async function expectLittleWork(document: string, most: number): Promise<void> {
    const { scanned, gathers, pages, ms } = await workOf(test, document, times);
    taken.push({ ms, document });
    expect(scanned, document).not.toContain('users');
    expect(scanned, document).not.toContain('user_roles');
    expect(gathers, document).toBe(0);
    expect(pages, document).toBeLessThanOrEqual(most);
  }

  const withRole = (filter: string) =>
    filter.replace(/VETERAN|OWNER|AUDITOR|EDITOR/g, (name) => `["${roles.get(name)}"]`);

  it.each(ORDERS)('a page ordered by %s reads only its own rows, at any place', async (order) => {
    const args = `orderBy: { field: ${order} }`;
    const { data } = await test.graphql(`{ users(first: 100, ${args}) { pageInfo { endCursor } } }`);
    const cursor = data.users.pageInfo.endCursor as string;
    for (const page of [
      'first: 20',
      'last: 20',
      `first: 20, after: "${cursor}"`,
      `last: 20, before: "${cursor}"`,
    ]) {
      await expectLittleWork(`{ users(${page}, ${args}) { ${ROWS} } }`, MAX_PAGES.unfiltered);
    }
  });

  it.each(FILTER_LIMITS)(
    'filtered by %s, a page and a count touch no more than %i buffers in every order',
    async (filter, most) => {
      const where = `where: { ${withRole(filter)} }`;
      for (const order of ORDERS) {
        await expectLittleWork(`{ users(${where}, orderBy: { field: ${order} }) { ${ROWS} } }`, most);
      }
      await expectLittleWork(`{ users(${where}) { totalCount } }`, MAX_PAGES.expensive);
    },
  );

  it.each(PAIRS)('filtered by %s and %s, a page touches few buffers', async (one, other) => {
    const where = `where: { ${withRole(one)}, ${withRole(other)} }`;
    for (const order of ORDERS) {
      await expectLittleWork(
        `{ users(${where}, orderBy: { field: ${order} }) { ${ROWS} } }`,
        MAX_PAGES.expensive,
      );
    }
  });

  it.each(COUNTED_IN_INDEX)('filtered by %s and %s, a count touches few buffers', async (one, other) => {
    const where = `where: { ${withRole(one)}, ${withRole(other)} }`;
    await expectLittleWork(`{ users(${where}) { totalCount } }`, MAX_PAGES.expensive);
  });

  it.each(FACET_LISTS)('the facets of a list (%s) touch few buffers', async (list) => {
    for (const facet of ['STATE', 'ROLE', 'DEPARTMENT', 'LAST_SIGN_IN', 'SECOND_FACTOR', 'CREATED']) {
      const args = `facets: [${facet}], timeZone: "Asia/Tokyo", ${withRole(list)}`;
      const document = `{ userFacets(${args}) { values { value label count countIsCapped } } }`;
      await expectLittleWork(document, list === '' ? MAX_PAGES.counted : MAX_PAGES.facets);
    }
  });

  it.each(VIEW_QUERIES)('the count of a view (%s) touches few buffers', async (query) => {
    await test.database.query('delete from saved_views');
    await test.database.query(
      `insert into saved_views (name, query, is_shared, position) values ('x', $1, true, 0)`,
      [query.replace('AUDITOR', roles.get('AUDITOR') ?? '')],
    );
    await expectLittleWork(
      '{ views { userCount(timeZone: "Asia/Tokyo") { totalCount } } }',
      query.includes('&') ? MAX_PAGES.expensive : MAX_PAGES.filtered,
    );
  });

  it.each(SEARCHES)('searched for %s, a page and a count touch few buffers in every order', async (term) => {
    for (const order of ORDERS) {
      const args = `search: "${term}", orderBy: { field: ${order} }`;
      await expectLittleWork(`{ users(${args}) { ${ROWS} } }`, MAX_PAGES.searched);
    }
    await expectLittleWork(`{ users(search: "${term}") { totalCount } }`, MAX_PAGES.searched);
    // Best match first, of which each rank may be a search of its own.
    await expectLittleWork(`{ users(search: "${term}") { ${ROWS} } }`, MAX_PAGES.expensive);
    await expectLittleWork(`{ users(last: 20, search: "${term}") { ${ROWS} } }`, MAX_PAGES.lastMatches);
    await expectLittleWork(
      `{ users(search: "${term}", where: { status: [DEACTIVATED] }) { ${ROWS} } }`,
      MAX_PAGES.searched,
    );
  });

  it.each(['%', 'qx', 'a@'])(
    'finds a rare short term (%s) by the search index, not by an index scan in list order',
    async (term) => {
      for (const order of ORDERS) {
        const plans = await explain(
          test,
          `{ users(search: "${term}", orderBy: { field: ${order} }) { ${ROWS} } }`,
        );
        expect(plans, order).toEqual([expect.stringContaining('users_search_grams_idx')]);
      }
    },
  );

  it.each([
    ['anna', 'users_search_trgm_sample_idx'],
    ['anna sales', 'users_search_trgm_sample_idx'],
    ['qx', 'users_search_grams_sample_idx'],
    ['qx z', 'users_search_grams_sample_idx'],
  ])('looks %s up in the index of the sample, %s', async (term, index) => {
    expect(await explain(test, `{ users(search: "${term}", ${NEWEST_FIRST}) { ${ROWS} } }`)).toEqual([
      expect.stringContaining(index),
    ]);
  });

  it('suggests a name and counts in the bin with little work', async () => {
    const document = '{ users(search: "hannnah weizs") { suggestion binCount } }';
    expect((await test.graphql(document)).data.users).toEqual({ suggestion: 'hannah weiss', binCount: 0 });
    await expectLittleWork(document, MAX_PAGES.filtered);
    await expectLittleWork('{ users(search: "a") { suggestion binCount } }', MAX_PAGES.searched);
  });

  it('fetches a rare term that is in the sample of PostgreSQL’s statistics', async () => {
    const [kept] = await test.database.query<{ text: string }>(
      `select (histogram_bounds::text::text[])[200] as text from pg_stats
        where tablename = 'users' and attname = 'search_text'`,
    );
    const [, email] = (kept?.text ?? '').split('\n');
    const list = `search: "${email}"`;
    expect((await test.graphql(`{ users(${list}) { totalCount } }`)).data.users.totalCount).toBe(1);
    for (const order of ORDERS) {
      const args = `${list}, orderBy: { field: ${order} }`;
      for (const page of ['first: 1', 'first: 20']) {
        await expectLittleWork(`{ users(${page}, ${args}) { ${ROWS} } }`, MAX_PAGES.filtered);
      }
    }
  });

  // Found by a scan, by a fetch, far on in an order, one match, and none.
  it.each(['anna', '4711', '@example', 'jo', '@new.org', 'smith.1', 'zzzz', 'sales anna', 'example a jo'])(
    'pages through a search for %s with the same rows as a sequential comparison, from both ends',
    async (term) => {
      const [found] = await test.database.query<{ count: number }>(
        `select count(*)::int as count from (select from users u where deleted_at is null
          and ${HOLDS_WORDS} limit 10001) as found`,
        [term],
      );
      const counted = await test.graphql(`{ users(search: "${term}") { totalCount totalCountIsCapped } }`);
      expect(counted.data.users.totalCount).toBe(Math.min(found?.count ?? -1, 10_000));
      expect(counted.data.users.totalCountIsCapped).toBe((found?.count ?? 0) > 10_000);
      for (const { order, forwards, backwards } of SEARCHED_ORDERS) {
        const plain = async (by: string) => {
          const rows = await test.database.query<{ id: string }>(
            `select id from users u where deleted_at is null and ${HOLDS_WORDS}
              order by ${by} limit 40`,
            [term],
          );
          return rows.map(({ id }) => id);
        };
        const first = await plain(forwards);
        const last = (await plain(backwards)).reverse();
        const page = async (args: string) => {
          const list = `${args}, search: "${term}", orderBy: { field: ${order} }`;
          const { data } = await test.graphql(
            `{ users(${list}) { nodes { id } pageInfo { startCursor endCursor } } }`,
          );
          const { startCursor, endCursor } = data.users.pageInfo as Record<string, string>;
          return { ids: (data.users.nodes as { id: string }[]).map(({ id }) => id), startCursor, endCursor };
        };
        const start = await page('first: 20');
        const end = await page('last: 20');
        expect(start.ids, order).toEqual(first.slice(0, 20));
        expect(end.ids, order).toEqual(last.slice(-20));
        if (first.length < 40) continue;
        const second = await page(`first: 20, after: "${start.endCursor}"`);
        const nextToEnd = await page(`last: 20, before: "${end.startCursor}"`);
        expect(second.ids, order).toEqual(first.slice(20));
        expect(nextToEnd.ids, order).toEqual(last.slice(0, 20));
        expect((await page(`first: 100, after: "${nextToEnd.startCursor}"`)).ids).toEqual(last.slice(1));
      }
    },
    60_000,
  );

  it('finds a term that nearly all users have, except the first in the order', async () => {
    const { fetched, pages } = await workOf(
      test,
      `{ users(search: "@example", ${NEWEST_FIRST}) { ${ROWS} } }`,
    );
    // Those of the sample, which holds one user in 85.
    expect(fetched).toBeLessThanOrEqual(USERS / 50);
    expect(pages).toBeLessThanOrEqual(MAX_PAGES.filtered);
  });

  it.each(['кузн', 'jo', '@new.org'])(
    'reads roles for the page of a search for %s, not for all matches',
    async (term) => {
      const reading = async (fields: string) =>
        (await workOf(test, `{ users(first: 100, search: "${term}") { nodes { ${fields} } } }`)).pages;
      const [withRoles, without] = [await reading('id roles { id name }'), await reading('id')];
      expect(withRoles).toBeGreaterThan(without);
      expect(withRoles - without).toBeLessThanOrEqual(MAX_PAGES.rare);
    },
  );

  it('lists the holders of a rare role in the requested order, and continues after a cursor', async () => {
    const people = await test.database.query<{ email: string }>(
      `select u.email from users u join user_roles ur on ur.user_id = u.id
        where u.deleted_at is null and ur.role_id = $1 order by u.created_at desc, u.id desc limit 40`,
      [roles.get('VETERAN')],
    );
    const found: string[] = [];
    for (let after = ''; found.length < people.length;) {
      const { data } = await test.graphql(
        `{ users(first: 20, ${after} where: { ${withRole(RARE_FILTER)} }) { nodes { email } pageInfo { endCursor } } }`,
      );
      found.push(...(data.users.nodes as { email: string }[]).map(({ email }) => email));
      after = `after: "${data.users.pageInfo.endCursor}",`;
    }
    expect(found).toEqual(people.map(({ email }) => email));
  });

  it('reads one user by id, by address, and a position in a list by indexes', async () => {
    const { data } = await test.graphql('{ users(first: 1) { nodes { id email } } }');
    const { id, email } = data.users.nodes[0] as { id: string; email: string };
    for (const document of [
      `{ user(id: "${id}") { displayName } }`,
      `{ userByEmail(email: "${email}") { displayName } }`,
      `{ user(id: "${id}") { position(search: "a", orderBy: { field: DISPLAY_NAME, direction: ASC }) { nextId } } }`,
    ]) {
      await expectLittleWork(document, MAX_PAGES.searched);
    }
  });

  it('fails for a row order without its index: a scan is detected', async () => {
    await test.database.query('drop index users_display_name_idx');
    const order = 'orderBy: { field: DISPLAY_NAME, direction: ASC }';
    const { scanned, pages } = await workOf(test, `{ users(${order}) { ${ROWS} } }`);
    expect(scanned).toEqual(['users']);
    expect(pages).toBeGreaterThan(MAX_PAGES.unfiltered);
  });

  it('fails for a filter without an index: too many buffers are detected', async () => {
    await test.database.query('drop index users_department_idx');
    await test.database.query('set enable_seqscan = off');
    const list = 'where: { department: ["Newcomers"] }, orderBy: { field: UPDATED_AT, direction: ASC }';
    const { pages } = await workOf(test, `{ users(${list}) { ${ROWS} } }`);
    await test.database.query('reset enable_seqscan');
    expect(pages).toBeGreaterThan(MAX_PAGES.filtered);
  });
});
