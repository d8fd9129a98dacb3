import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Batch } from '../database/pipeline/pipeline-batch.js';
import { seedUsers } from '../seed/seed.service.js';
import type { Ask } from '../testing/accounts/access-tokens.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { sentBy } from '../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { momentOfDay } from './view.days.js';
import { listOf } from './view.query.js';

let test: TestApp;
let owner: Person;
let viewer: Person;
let role: string;

const DEPARTMENT = 'Zoology';

beforeAll(async () => {
  test = await startTestApp();
  await seedUsers(test.database.url, 2_000, () => undefined);
  await createPerson(test, 'owner@example.org', 'Owner');
  await createPerson(test, 'viewer@example.org', 'Viewer');
  owner = await signedIn(test, 'owner@example.org');
  viewer = await signedIn(test, 'viewer@example.org');
  const [row] = await test.database.query<{ id: string }>(`select id from roles where name = 'Viewer'`);
  role = row?.id ?? '';
  await test.database.query(
    `update users set department = $1 where id in (select id from users order by id limit 700)`,
    [DEPARTMENT],
  );
  await test.database.query(
    `update users set created_at = now() - interval '1 day' * (hashtext(id::text) % 60 + 60), updated_at = now()
      where last_sign_in_at is null`,
  );
});
beforeEach(() => test.database.query('delete from saved_views'));
afterAll(() => test.close());

const COUNT = 'userCount(timeZone: "Europe/Berlin") { totalCount totalCountIsCapped }';

const KEPT = [
  '',
  'status=DEACTIVATED',
  'department=Zoology',
  'role=ROLE',
  'signed-in=never',
  'second-factor=has',
];
const BOUNDED = [
  'q=anna',
  'created=7d',
  'status=INVITED',
  'department=Zoology&status=ACTIVE',
  'department=Zoology&q=anna',
];

async function countOf(ask: Ask, query: string) {
  await test.database.query('delete from saved_views');
  await test.database.query(
    `insert into saved_views (owner_id, name, query, is_shared, position) values (null, 'x', $1, true, 0)`,
    [query],
  );
  const { data, errors } = await ask(`{ views { ${COUNT} } }`);
  expect(errors).toBeUndefined();
  return (data.views as { userCount: unknown }[])[0]?.userCount;
}

const berlin = (day: string, later = 0) => momentOfDay(day, later, 'Europe/Berlin')?.toISOString();

describe('the count of a view', () => {
  it.each<[string, () => [where: object, search?: string]]>([
    ['', () => [{}]],
    ['order=EMAIL%3AASC&view=x', () => [{}]],
    ['status=DEACTIVATED', () => [{ state: ['DEACTIVATED'] }]],
    ['status=INVITED&status=NO_ACCESS', () => [{ state: ['INVITED', 'NO_ACCESS'] }]],
    ['status=DELETED', () => [{ state: ['DELETED'] }]],
    ['status=nonsense', () => [{}]],
    ['department=zoology', () => [{ department: [DEPARTMENT] }]],
    ['department=ZOOLOGY&department=Zoology', () => [{ department: [DEPARTMENT] }]],
    ['role=ROLE', () => [{ roleId: [role] }]],
    ['role=nonsense', () => [{}]],
    ['second-factor=has', () => [{ hasSecondFactor: true }]],
    ['second-factor=has-not', () => [{ hasSecondFactor: false }]],
    ['signed-in=never', () => [{ neverSignedIn: true }]],
    ['signed-in=ever', () => [{ neverSignedIn: false }]],
    ['from=2020-01-01', () => [{ createdAt: { from: berlin('2020-01-01') } }]],
    ['from=2020-13-01', () => [{}]],
    ['to=2026-06-01', () => [{ createdAt: { until: berlin('2026-06-01', 1) } }]],
    ['q=an', () => [{}, 'an']],
    ['q=anna+schmidt', () => [{}, 'anna schmidt']],
    ['department=Zoology&status=ACTIVE', () => [{ department: [DEPARTMENT], state: ['ACTIVE'] }]],
    ['department=Zoology&q=a', () => [{ department: [DEPARTMENT] }, 'a']],
  ])('of ?%s is that of its list', async (query, list) => {
    const [where, search] = list();
    const { data } = await owner.graphql(
      `query ($where: UserWhere, $search: String) {
        users(first: 1, where: $where, search: $search) { totalCount totalCountIsCapped }
      }`,
      { where, search },
    );
    expect(await countOf(owner.graphql, query.replace('ROLE', role))).toEqual(data.users);
  });

  it.each(['today', '7d', '30d', '90d', 'older'])('has the range %s as the facet has it', async (range) => {
    const { data } = await owner.graphql(
      `{ userFacets(facets: [CREATED], timeZone: "Europe/Berlin") { values { value count } } }`,
    );
    const [facet] = data.userFacets as { values: { value: string; count: number }[] }[];
    const names: Record<string, string> = { today: 'TODAY', older: 'OLDER' };
    const name = names[range] ?? `LAST_${range.replace('d', '')}_DAYS`;
    const expected = facet?.values.find(({ value }) => value === name)?.count;
    expect(await countOf(owner.graphql, `created=${range}`)).toMatchObject({ totalCount: expected });
  });

  it('is null for parameters that the server does not know', async () => {
    expect(await countOf(owner.graphql, 'group=7')).toBeNull();
  });

  it('does not reveal second factors to a viewer who may not see them', async () => {
    expect(await countOf(viewer.graphql, 'second-factor=has')).toBeNull();
    expect(await countOf(viewer.graphql, 'second-factor=has&department=Zoology')).toBeNull();
    expect(await countOf(viewer.graphql, 'department=Zoology')).not.toBeNull();
  });

  it('refuses a time zone that does not exist', async () => {
    await countOf(owner.graphql, '');
    const { errors } = await owner.graphql('{ views { userCount(timeZone: "Mars") { totalCount } } }');
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('is in the answer to a write, counted after the write', async () => {
    const before = (await countOf(owner.graphql, 'status=NO_ACCESS')) as { totalCount: number };
    const { data } = await owner.graphql(
      `mutation { createUser(input: { email: "a@example.net", displayName: "A" }) { views { name ${COUNT} } } }`,
    );
    expect((data.createUser as { views: object[] }).views).toEqual([
      { name: 'x', userCount: { totalCount: before.totalCount + 1, totalCountIsCapped: false } },
    ]);
  });

  it.each([
    ['that are kept are one message, however many', KEPT, 0],
    ['of other lists are one bounded statement each', BOUNDED, BOUNDED.length * 3],
  ])('counts %s', async (_name, queries, more) => {
    const once = await sentFor(queries, 1);
    const fourTimes = await sentFor(queries, 4);
    expect(fourTimes.messages - once.messages).toBe(more);
    // A separate message begins with the check of the viewer.
    expect(fourTimes.statements - once.statements).toBe(queries.length * 3 + more);
  });
});

/** The statements for the counts of this number of views of each list. */
async function sentFor(queries: string[], times: number) {
  await test.database.query('delete from saved_views');
  await test.database.query(
    `insert into saved_views (owner_id, name, query, is_shared, position)
      select null, 'x', query, true, n from unnest($1::text[]) as query, generate_series(1, $2) n`,
    [queries.map((query) => query.replace('ROLE', role)), times],
  );
  const ask = () => owner.graphql(`{ views { ${COUNT} } }`);
  for (let time = 0; time < 3; time += 1) await ask();
  // The fewest of several times: a busy machine may send one message as two.
  let fewest = await sent(ask);
  for (let time = 0; time < 3; time += 1) {
    const again = await sent(ask);
    if (again.messages < fewest.messages) fewest = again;
  }
  return fewest;
}

async function sent(ask: () => Promise<unknown>) {
  const submit = vi.spyOn(Batch.prototype, 'submit');
  const pool = await sentBy(ask);
  const batches = (submit.mock.contexts as Batch[]).map(({ steps }) => steps.length);
  submit.mockRestore();
  const statements = batches.reduce((sum, each) => sum + each, pool.length);
  return { messages: batches.length + pool.length, statements };
}

describe('a day', () => {
  it.each([
    ['2026-11-24', 0, 'UTC', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24', 1, 'Europe/Berlin', '2026-11-24T23:00:00.000Z'],
    // Clocks are set back on 25 October, and forward on 29 March.
    ['2026-10-25', 0, 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-10-25', 1, 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-03-29', 1, 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-11-24', 0, 'Pacific/Auckland', '2026-11-23T11:00:00.000Z'],
    ['2026-11-24', 0, 'America/Los_Angeles', '2026-11-24T08:00:00.000Z'],
    ['2026-11-24', 0, 'Pacific/Kiritimati', '2026-11-23T10:00:00.000Z'],
    ['2026-11-01', 1, 'America/Los_Angeles', '2026-11-02T08:00:00.000Z'],
    // From midnight to one o'clock, and from one o'clock back to midnight.
    ['2026-04-24', 0, 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    ['2026-09-06', 0, 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    ['2026-11-01', 0, 'America/Havana', '2026-11-01T04:00:00.000Z'],
    ['2026-11-31', 0, 'UTC', undefined],
    ['0026-11-01', 0, 'UTC', undefined],
    ['24.11.2026', 0, 'UTC', undefined],
  ])('%s and %i later in %s begins at %s', (day, later, zone, moment) => {
    expect(momentOfDay(day, later, zone)?.toISOString()).toBe(moment);
  });

  it('of a range is counted in the reader’s time zone', () => {
    const late = new Date('2026-11-24T23:30:00Z');
    const from = (zone: string) => listOf('created=7d', zone, late)?.where.createdAt?.from?.toISOString();
    expect(from('UTC')).toBe('2026-11-18T00:00:00.000Z');
    expect(from('Europe/Berlin')).toBe('2026-11-18T23:00:00.000Z');
  });
});
