import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedUsers } from '../../seed/seed.service.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { makeUneven } from '../../testing/uneven-users.js';

/** Enough for PostgreSQL to choose between scanning, joining and sorting. */
const USERS = 4_000;

const HOLDS = (name: string) =>
  `exists (select from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id and r.name = '${name}')`;

/** Filters as the API takes them, and as SQL. The first word is the field. */
const FILTERS = [
  ['status: [ACTIVE]', `u.status = 'ACTIVE'`],
  ['status: [INVITED, DEACTIVATED]', `u.status in ('INVITED', 'DEACTIVATED')`],
  ['state: [NO_ACCESS]', `u.status = 'INVITED' and u.invitation_expires_at is null`],
  ['state: [INVITATION_EXPIRED]', `u.status = 'INVITED' and u.invitation_expires_at <= now()`],
  ['department: ["Engineering"]', `u.department = 'Engineering'`],
  ['department: ["Sales", "Newcomers"]', `u.department in ('Sales', 'Newcomers')`],
  ['roleId: ["Viewer"]', HOLDS('Viewer')],
  ['roleId: ["Editor", "Auditor"]', `(${HOLDS('Editor')} or ${HOLDS('Auditor')})`],
  ['roleId: ["Veteran"]', HOLDS('Veteran')],
  ['createdAt: { from: "2024-01-01T00:00:00Z" }', `u.created_at >= '2024-01-01Z'`],
  ['lastSignInAt: { until: "2024-01-01T00:00:00Z" }', `u.last_sign_in_at < '2024-01-01Z'`],
  ['neverSignedIn: true', 'u.last_sign_in_at is null'],
  ['hasSecondFactor: true', 'u.has_second_factor'],
  ['hasSecondFactor: false', 'not u.has_second_factor'],
] as const;

const KEYS = {
  CREATED_AT: 'u.created_at',
  UPDATED_AT: 'u.updated_at',
  DISPLAY_NAME: `split_part(u.search_text, chr(10), 1)`,
  EMAIL: 'lower(u.email)',
  LAST_SIGN_IN_AT: `coalesce(u.last_sign_in_at, '-infinity')`,
};

const DIRECTIONS = ['ASC', 'DESC'] as const;

const fieldOf = (filter: string) => filter.split(':')[0];

const PAIRS = FILTERS.flatMap((one, index) =>
  FILTERS.slice(index + 1)
    .filter((other) => fieldOf(other[0]) !== fieldOf(one[0]))
    // Each filter is read in both directions, with one filter or another.
    .map((other, place) => ({
      one: one[0],
      other: other[0],
      sql: `${one[1]} and ${other[1]}`,
      direction: DIRECTIONS[(index + place) % 2],
    })),
);

describe('a list with two filters', () => {
  let test: TestApp;
  let roles: Map<string, string>;

  beforeAll(async () => {
    test = await startTestApp();
    await seedUsers(test.database.url, USERS, () => undefined);
    roles = await makeUneven(test, USERS);
  });
  afterAll(() => test.close());

  const withRoles = (filter: string) =>
    filter.startsWith('roleId')
      ? filter.replace(/"(\w+)"/g, (_, name: string) => `"${roles.get(name.toUpperCase())}"`)
      : filter;

  it.each(PAIRS)(
    '$one and $other: its first users by each field $direction, and their number',
    async ({ one, other, sql, direction }) => {
      const where = `where: { ${withRoles(one)}, ${withRoles(other)} }`;
      const lists = Object.keys(KEYS).map(
        (field) =>
          `${field}: users(first: 20, ${where}, orderBy: { field: ${field}, direction: ${direction} }) { nodes { id } }`,
      );
      const { data } = await test.graphql(`{ counted: users(${where}) { totalCount } ${lists.join(' ')} }`);
      const users = `from users u where u.deleted_at is null and ${sql}`;
      const plain = await test.database.query<{ field: string; ids: string[]; count: number }>(
        Object.entries(KEYS)
          .map(
            ([field, key]) => `select '${field}' as field, (select count(*)::int ${users}) as count,
              array(select u.id ${users} order by ${key} ${direction}, u.id ${direction} limit 20)::text[] as ids`,
          )
          .join(' union all '),
      );
      expect(plain).toHaveLength(lists.length);
      for (const { field, ids, count } of plain) {
        expect(
          (data[field].nodes as { id: string }[]).map(({ id }) => id),
          field,
        ).toEqual(ids);
        expect(data.counted.totalCount).toBe(count);
      }
    },
  );
});
