import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedUsers } from '../seed/seed.service.js';
import { explain } from '../testing/explain.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

/**
 * Large enough that PostgreSQL would read through the table wherever no index serves. The number can be set for a
 * look at another size: `PLAN_USERS=1000000 npx pnpm@12 test plans`.
 */
const USERS = Number(process.env['PLAN_USERS'] ?? 100_000);

const FIELDS = ['CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT'];
const ORDERS = FIELDS.flatMap((field) => [`${field}, direction: ASC`, `${field}, direction: DESC`]);

// Common, rare and absent values alike.
const FILTERS = [
  'status: [ACTIVE]',
  'status: [INVITED]',
  'status: [DEACTIVATED]',
  'status: [INVITED, DEACTIVATED]',
  'status: [ACTIVE, INVITED, DEACTIVATED]',
  'status: [DELETED]',
  'status: [ACTIVE, DELETED]',
  'department: ["Engineering"]',
  'department: ["Archive"]',
  'department: ["Nowhere"]',
  'department: ["Engineering", "Sales", "Archive"]',
  'neverSignedIn: true',
  'neverSignedIn: false',
  'createdAt: { from: "2026-01-01T00:00:00Z" }',
  'createdAt: { until: "2019-01-02T00:00:00Z" }',
  'createdAt: { from: "2022-06-01T00:00:00Z", until: "2022-06-02T00:00:00Z" }',
  'lastSignInAt: { from: "2026-10-30T00:00:00Z" }',
  'lastSignInAt: { until: "2019-03-01T00:00:00Z" }',
  'status: [DEACTIVATED], department: ["Legal"]',
];

const SEARCHES = [
  'anna',
  'smith',
  'zzzz',
  '123',
  '@example.org',
  'кузн',
  '王',
  '小明',
  'حسن',
  'a',
  'q',
  'zq',
  '%',
  '@.',
  'Ж',
];

describe(`over ${USERS} users no list query reads through the table`, () => {
  let test: TestApp;
  let owner: string;

  beforeAll(async () => {
    test = await startTestApp();
    await seedUsers(test.database.url, USERS, () => undefined);
    const [role] = await test.database.query<{ id: string }>(`select id from roles where name = 'Owner'`);
    owner = role?.id ?? '';
  }, 240_000);
  afterAll(() => test.close());

  /** Every statement behind a document, explained; asserts that there is one. */
  async function scansOf(document: string): Promise<string[]> {
    const plans = await explain(test, document);
    expect(plans.length).toBeGreaterThan(0);
    return plans.flatMap((plan) => [...plan.matchAll(/Seq Scan on users\b.*/g)].map(([scan]) => scan));
  }

  const ROWS = 'edges { cursor node { id displayName email } } pageInfo { hasNextPage }';

  it.each(ORDERS)('ordered by %s, from the start, from the end and from the middle', async (order) => {
    const args = `orderBy: { field: ${order} }`;
    const { data } = await test.graphql(`{ users(first: 100, ${args}) { pageInfo { endCursor } } }`);
    const cursor = data.users.pageInfo.endCursor as string;
    for (const page of [
      'first: 20',
      'last: 20',
      `first: 20, after: "${cursor}"`,
      `last: 20, before: "${cursor}"`,
    ]) {
      expect(await scansOf(`{ users(${page}, ${args}) { ${ROWS} } }`), page).toEqual([]);
    }
  });

  it.each([...FILTERS, 'roleId: OWNER'])('filtered by %s, in every order, and counted', async (filter) => {
    const where = `where: { ${filter.replace('OWNER', `["${owner}"]`)} }`;
    for (const order of ORDERS) {
      expect(await scansOf(`{ users(${where}, orderBy: { field: ${order} }) { ${ROWS} } }`), order).toEqual(
        [],
      );
    }
    expect(await scansOf(`{ users(${where}) { totalCount } }`), 'counted').toEqual([]);
  });

  it.each(SEARCHES)('searched for %s, in every order, and counted', async (term) => {
    for (const order of ORDERS) {
      const document = `{ users(search: "${term}", orderBy: { field: ${order} }) { ${ROWS} } }`;
      expect(await scansOf(document), order).toEqual([]);
    }
    expect(await scansOf(`{ users(search: "${term}") { totalCount } }`), 'counted').toEqual([]);
    expect(
      await scansOf(`{ users(search: "${term}", where: { status: [DEACTIVATED] }) { ${ROWS} } }`),
    ).toEqual([]);
  });

  it.each(['%', 'qx', 'a@'])(
    'finds a short term that hardly anybody has (%s) by its index, not by walking an order',
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

  it('one user by id, by address, and at a place in a list', async () => {
    const { data } = await test.graphql('{ users(first: 1) { nodes { id email } } }');
    const { id, email } = data.users.nodes[0] as { id: string; email: string };
    for (const document of [
      `{ user(id: "${id}") { displayName } }`,
      `{ userByEmail(email: "${email}") { displayName } }`,
      `{ user(id: "${id}") { position(search: "a", orderBy: { field: DISPLAY_NAME, direction: ASC }) { nextId } } }`,
    ]) {
      expect(await scansOf(document)).toEqual([]);
    }
  });

  it('would be seen: without its index, an order is a scan', async () => {
    await test.database.query('drop index users_display_name_idx');
    const scans = await scansOf(`{ users(orderBy: { field: DISPLAY_NAME, direction: ASC }) { ${ROWS} } }`);
    expect(scans).not.toEqual([]);
  });
});
