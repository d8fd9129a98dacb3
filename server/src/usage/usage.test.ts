import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { BUCKETS } from './usage-buckets.js';
import { UsageCounter } from './usage-counter.service.js';
import { UsageFeature, UsageOutcome } from './usage.enums.js';

const PUBLIC_URL = 'https://people.example.org';
const READ = `{ usage { isOn days counters { feature outcome counts total averageMs medianMs mostMs } } }`;
const OWN = `mutation ($is: Boolean!) { setOwnUsage(isCounted: $is) { settings { directory viewer } userErrors { code } } }`;
const ALL = `mutation ($is: Boolean!) { setDirectoryUsage(isCounted: $is) { settings { directory viewer } userErrors { code } } }`;

const buckets = (...counts: number[]) => Array.from({ length: BUCKETS }, (_, index) => counts[index] ?? 0);
const count = (more: object = {}) => ({
  feature: 'SEARCH',
  outcome: 'EMPTY',
  n: 2,
  sumMs: 0,
  buckets: buckets(),
  ...more,
});

let test: TestApp;
let ann: Person;
let owner: Person;
beforeAll(async () => {
  test = await startTestApp({ env: { PUBLIC_URL } });
  await createPerson(test, 'ann@example.org');
  ann = await signedIn(test, 'ann@example.org');
  await createPerson(test, 'owner@example.org', 'Owner');
  owner = await signedIn(test, 'owner@example.org');
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await test.database.query('truncate usage_day, users_not_counted');
});
afterAll(async () => {
  vi.useRealTimers();
  await test.close();
});

const send = (body: unknown, headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') =>
  test.app.inject({
    method: 'POST',
    url: '/usage-counts',
    remoteAddress,
    headers: {
      'content-type': 'application/json',
      origin: PUBLIC_URL,
      authorization: `Bearer ${ann.token}`,
      ...headers,
    },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
/** The counters that are written some seconds after the first count. */
const stored = async () => {
  await vi.advanceTimersByTimeAsync(5_000);
  vi.useRealTimers();
  // The statement was sent before this one, on another connection.
  return vi.waitFor(async () => {
    const found = await test.database.query<{ feature: string; outcome: string; n: string }>(
      'select feature, outcome, n, sum_ms, buckets from usage_day order by 1, 2',
    );
    if (found.length === 0) throw new Error('nothing is written yet');
    return found;
  });
};

describe('counts of a console', () => {
  it('are added up by day, feature and outcome, and written at once some seconds later', async () => {
    const timed = { feature: 'CREATE_PERSON', outcome: 'DONE', n: 1, sumMs: 1_500, buckets: buckets(0, 1) };
    expect((await send({ counts: [count(), timed] })).statusCode).toBe(204);
    expect((await send({ counts: [count({ n: 3 })] })).statusCode).toBe(204);
    expect(await test.database.query('select from usage_day')).toEqual([]);
    expect(await stored()).toMatchObject([
      {
        feature: 'CREATE_PERSON',
        outcome: 'DONE',
        n: '1',
        sum_ms: '1500',
        buckets: buckets(0, 1).map(String),
      },
      { feature: 'SEARCH', outcome: 'EMPTY', n: '5', sum_ms: '0' },
    ]);
  });

  it.each([
    ['Sec-GPC', { 'sec-gpc': '1' }],
    ['DNT', { dnt: '1' }],
  ])('are dropped if the browser sends %s', async (_name, headers) => {
    expect((await send({ counts: [count()] }, headers)).statusCode).toBe(204);
    // Counts that are sent after them are written with them.
    await send({ counts: [count({ feature: 'HOME', outcome: 'OPENED' })] });
    expect(await stored()).toMatchObject([{ feature: 'HOME' }]);
  });

  it('are dropped for a user who turned it off, and accepted once it is on again', async () => {
    const { data } = await ann.graphql(OWN, { is: false });
    expect(data.setOwnUsage).toEqual({ settings: { directory: true, viewer: false }, userErrors: [] });
    expect((await ann.graphql('{ viewer { isUsageCounted } }')).data.viewer.isUsageCounted).toBe(false);
    await send({ counts: [count()] });
    await ann.graphql(OWN, { is: true });
    await send({ counts: [count({ feature: 'HOME', outcome: 'OPENED' })] });
    expect(await stored()).toMatchObject([{ feature: 'HOME' }]);
  });

  it('are dropped if the directory does not count', async () => {
    const off = await owner.graphql(ALL, { is: false });
    expect(off.data.setDirectoryUsage).toEqual({
      settings: { directory: false, viewer: true },
      userErrors: [],
    });
    expect((await ann.graphql('{ viewer { isUsageCounted } }')).data.viewer.isUsageCounted).toBe(false);
    expect((await owner.graphql(READ)).data.usage.isOn).toBe(false);
    await send({ counts: [count()] });
    await owner.graphql(ALL, { is: true });
    await send({ counts: [count({ feature: 'HOME', outcome: 'OPENED' })] });
    expect(await stored()).toMatchObject([{ feature: 'HOME' }]);
  });

  it.each([
    ['a name that is not counted', { counts: [count({ feature: 'ADA' })] }],
    ['another key', { counts: [{ ...count(), userId: 'ada' }] }],
    ['another key beside them', { counts: [], user: 'ada' }],
    ['too many buckets', { counts: [count({ buckets: [...buckets(), 1] })] }],
    ['a number below 0', { counts: [count({ n: -1 })] }],
    ['a large number', { counts: [count({ n: 1_001 })] }],
    ['no object', 'null'],
  ])('are refused with %s', async (_name, body) => {
    expect((await send(body)).statusCode).toBe(400);
  });

  it('are accepted from signed-in users, from pages of this server, up to a limit', async () => {
    expect((await send({ counts: [] }, { authorization: 'Bearer nonsense' })).statusCode).toBe(401);
    expect((await send({ counts: [] }, { origin: 'https://other.example' })).statusCode).toBe(403);
    expect((await send(`{"counts":[]${' '.repeat(21_000)}}`)).statusCode).toBe(413);
    const answers = new Set<number>();
    for (let index = 0; index < 301; index += 1) answers.add((await send('{', {}, '192.0.2.9')).statusCode);
    expect(answers).toEqual(new Set([400, 429]));
  });
});

describe('the counters', () => {
  it('are read by day, with durations', async () => {
    await test.database.query(
      `insert into usage_day values
        (current_date, 'CREATE_PERSON', 'DONE', 3, 90000, $1), (current_date - 1, 'CREATE_PERSON', 'DONE', 7, 10000, $2),
        (current_date, 'HOME', 'OPENED', 5, 0, $3), (current_date - 31, 'HOME', 'OPENED', 5, 0, $3)`,
      [buckets(0, 0, 0, 0, 1, 2), buckets(0, 7), buckets()],
    );
    const { usage } = (await owner.graphql(READ)).data;
    expect(usage.days).toHaveLength(30);
    expect(usage.counters).toMatchObject([
      {
        feature: 'CREATE_PERSON',
        outcome: 'DONE',
        total: 10,
        averageMs: 10_000,
        medianMs: 2_000,
        mostMs: 60_000,
      },
      { feature: 'HOME', outcome: 'OPENED', total: 5, averageMs: null, medianMs: null, mostMs: null },
    ]);
    expect(usage.counters[0].counts.slice(-3)).toEqual([0, 7, 3]);
  });

  it('need FEEDBACK_READ, and the setting of the directory SETTINGS_WRITE', async () => {
    expect((await ann.graphql(READ)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect((await ann.graphql(ALL, { is: false })).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('have no column that could identify a person', async () => {
    const columns = await test.database.query<{ name: string; type: string }>(
      `select column_name as name, udt_name as type from information_schema.columns
        where table_schema = 'public' and table_name like 'usage%' order by 1`,
    );
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'buckets _int8',
      'day date',
      'feature text',
      'is_on bool',
      'is_only bool',
      'n int8',
      'outcome text',
      'sum_ms int8',
    ]);
    const keys = await test.database.query(
      `select from pg_constraint where contype = 'f' and conrelid::regclass::text like 'usage%'`,
    );
    expect(keys).toEqual([]);
    // The only texts are names of the enums, which the route checks.
    await send({ counts: [count()] });
    for (const { feature, outcome } of await stored()) {
      expect(Object.keys(UsageFeature)).toContain(feature);
      expect(Object.keys(UsageOutcome)).toContain(outcome);
    }
  });

  it('do not show whether other users are counted', async () => {
    const { data } = await owner.graphql('{ users { nodes { id isUsageCounted } } }');
    const shown = (data.users.nodes as { id: string; isUsageCounted: boolean | null }[]).map(
      ({ id, isUsageCounted }) => [id, isUsageCounted],
    );
    expect(Object.fromEntries(shown)).toMatchObject({ [ann.id]: null, [owner.id]: true });
  });
});

describe('the writer', () => {
  it('writes once for all counts of some seconds, and pending counts at the end', async () => {
    const statements: string[] = [];
    const executor = {
      transformQuery: (node: object) => node,
      compileQuery: (node: object) => ({ query: node, sql: '', parameters: [], queryId: { queryId: '' } }),
      executeQuery: async () => ({ rows: statements.push('insert') > 0 ? [] : [] }),
      withoutPlugins: () => executor,
    };
    const counter = new UsageCounter({
      // The writer uses nothing else of it.
      database: () => ({ getExecutor: () => executor }) as never,
      onError: (error) => {
        throw error;
      },
    });
    for (let index = 0; index < 100; index += 1) counter.add([count() as never]);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(statements).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(statements).toHaveLength(1);
    counter.add([count() as never]);
    await counter.close();
    expect(statements).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statements).toHaveLength(2);
  });
});
