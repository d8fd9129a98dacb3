import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './start/migrate.js';
import { preflight } from './start/preflight.js';
import { type PostgresPair, startPostgresPair } from '../testing/replication/pair.js';
import { CREATE } from '../testing/replication/replicated-servers.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

let pair: PostgresPair;
let one: TestApp;
let two: TestApp;

/** Both hosts, the standby first. */
const url = () => pair.primary.url.replace('@', `@${pair.standby.host},`);
const start = () =>
  startTestApp({
    database: {
      url: url(),
      query: (sql, values) => pair.primary.query(sql, values),
      drop: () => Promise.resolve(),
    },
  });

beforeAll(async () => {
  pair = await startPostgresPair({ fsync: 'off' });
  await migrate(pair.primary.url);
});
afterAll(async () => {
  await one?.close();
  await two?.close();
  await pair.stop();
});

const create = async (server: TestApp, email: string, key: string) => {
  const response = await server.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${one.operator}`, 'idempotency-key': key },
    payload: { query: CREATE, variables: { input: { email, displayName: 'x' } } },
  });
  return { status: response.statusCode, body: response.body };
};
const isReady = async (server: TestApp) => (await server.app.inject('/readyz')).statusCode;
const usersOf = (email: string) =>
  pair.standby.query('select from users where email = $1', [email]).then((rows) => rows.length);

describe('a server whose DATABASE_URL names several hosts', () => {
  it('finds the one that takes writes, whichever is named first', async () => {
    await expect(preflight(pair.standby.url)).rejects.toThrow(`${pair.standby.host} is a standby`);
    expect(await preflight(url())).toMatch(/^18/);
    [one, two] = [await start(), await start()];
    expect((await create(one, 'first@example.org', 'first')).status).toBe(200);
  });

  it('goes on with the promoted standby: writes, reads and news, without a restart', async () => {
    await pair.synchronise();
    await expect
      .poll(() => pair.primary.query('select sync_state from pg_stat_replication'))
      .toEqual([{ sync_state: 'sync' }]);
    // Its COMMIT waits for the standby when the primary dies.
    await pair.standby.query('select pg_wal_replay_pause()');
    const unknown = create(one, 'unknown@example.org', 'unknown');
    const waiting = `select from pg_stat_activity where wait_event = 'SyncRep' and application_name = 'rollcall-fast'`;
    await expect.poll(() => pair.primary.query(waiting)).toHaveLength(1);
    await pair.primary.kill();
    expect(await unknown).toMatchObject({ status: 503 });
    expect((await unknown).body).toContain('may have been');
    expect((await create(two, 'late@example.org', 'late')).status).toBe(503);

    await pair.standby.query('select pg_wal_replay_resume()');
    await pair.promote();
    for (const server of [one, two]) await expect.poll(() => isReady(server)).toBe(200);
    // A retry with the same key does the write, or finds it done.
    for (const server of [one, two, one]) {
      const again = await create(server, 'unknown@example.org', 'unknown');
      expect(again).toMatchObject({ status: 200 });
      expect(JSON.parse(again.body)).toMatchObject({ data: { createUser: { userErrors: [] } } });
    }
    expect(await usersOf('unknown@example.org')).toBe(1);
    const listed = await one.graphql('{ users(first: 10, search: "unknown") { nodes { email } } }');
    expect(listed.data.users.nodes).toEqual([{ email: 'unknown@example.org' }]);
    for (const { logs } of [one, two]) {
      const lines = (msg: string) => logs.filter((line) => line['msg'] === msg);
      expect(lines('The connection to the database was lost.')).toHaveLength(1);
      expect(lines('The connection to the database is back.')).toHaveLength(1);
    }
    const listeners = await pair.standby.query(
      `select from pg_stat_activity where application_name = 'rollcall-changes'`,
    );
    expect(listeners).toHaveLength(2);
  });
});

it('a primary whose machine hangs without closing connections is abandoned for the promoted standby', async () => {
  const hung = await startPostgresPair({ fsync: 'off' });
  await migrate(hung.primary.url);
  const server = await startTestApp({
    database: {
      url: hung.primary.url.replace('@', `@${hung.standby.host},`),
      query: (sql, values) => hung.primary.query(sql, values),
      drop: () => Promise.resolve(),
    },
  });
  try {
    const caughtUp = 'select pg_last_wal_replay_lsn() = pg_last_wal_receive_lsn() as done';
    await expect.poll(() => hung.standby.query(caughtUp)).toEqual([{ done: true }]);
    await hung.primary.signal('SIGSTOP');
    await hung.promote();
    const connections = `select application_name as name from pg_stat_activity where application_name like 'rollcall%' group by 1 order by 1`;
    await expect
      .poll(() => hung.standby.query(connections))
      .toEqual(
        expect.arrayContaining([
          { name: 'rollcall-changes' },
          { name: 'rollcall-fast' },
          { name: 'rollcall-seals' },
        ]),
      );
    await expect.poll(() => isReady(server)).toBe(200);
    await expect
      .poll(
        async () =>
          (await server.graphql(CREATE, { input: { email: 'hung@example.org', displayName: 'x' } })).data,
      )
      .toMatchObject({ createUser: { userErrors: [] } });
  } finally {
    await hung.primary.kill();
    await server.close();
    await hung.stop();
  }
});
