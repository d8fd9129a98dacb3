import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { connectionTo } from '../../database/connection.js';
import { expectEachOnce, insertJob, positionOf, startProcess } from '../../testing/servers/bulk-process.js';
import { addUsers, ended, readJob, run, start } from '../../testing/requests/bulk-requests.js';
import { createPerson, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';

const INPUT = { change: { kind: 'DEACTIVATE' }, where: { department: ['Bulk'] } };

describe('the worker of bulk jobs', () => {
  let database: TestDatabase;
  let test: TestApp;

  beforeAll(async () => {
    database = await createTestDatabase();
    test = await startTestApp({ database });
  });
  afterEach(() => database.query(`delete from users where department = 'Bulk'`));
  afterAll(async () => {
    await test.close();
    await database.drop();
  });

  /** Locks the row of one user, so that the batch with this user waits. Returns a function that releases it. */
  async function holdUser(number: number, { url } = database): Promise<() => Promise<void>> {
    const client = new pg.Client(connectionTo(url, 'rollcall-test-holder'));
    await client.connect();
    await client.query('begin');
    // In a subquery, as FOR UPDATE also locks rows that OFFSET skips.
    await client.query(
      `select from users where id = (select id from users where department = 'Bulk' order by id offset $1 limit 1) for update`,
      [number - 1],
    );
    return async () => {
      await client.query('rollback');
      await client.end();
    };
  }

  const waiting = (count: number) =>
    expect
      .poll(() =>
        database.query(`select from pg_stat_activity where application_name = 'rollcall-bulk'
          and datname = current_database() and wait_event_type = 'Lock'`),
      )
      .toHaveLength(count);

  it('changes no user twice if another server takes the job in the middle of a batch', async () => {
    await addUsers(test, 2_500);
    const release = await holdUser(1_500);
    const id = await start(test.graphql, INPUT);
    await waiting(1);
    const other = await startTestApp({ database });
    // As if the first server had been silent for longer than the lease.
    const silence = async () => {
      await database.query(
        `update bulk_jobs set lease_until = now() - interval '1 second' where attempt = 1`,
      );
      return database.query('select attempt from bulk_jobs where id = $1', [id]);
    };
    await expect.poll(silence).toEqual([{ attempt: 2 }]);
    await waiting(2);
    await release();
    await ended(test.graphql, id);
    await expectEachOnce(database, id, 2_500);
    expect(test.logs).toContainEqual(expect.objectContaining({ msg: 'Another server has the bulk job.' }));
    await other.close();
  });

  it('stops before the next batch if the actor loses the permission', async () => {
    await addUsers(test, 2_500);
    await createPerson(test, 'editor@example.org', 'Editor');
    const editor = await signedIn(test, 'editor@example.org');
    const release = await holdUser(1_500);
    const id = await start(editor.graphql, INPUT);
    await waiting(1);
    await database.query('delete from user_roles where user_id = $1', [editor.id]);
    await release();
    const job = await ended(test.graphql, id);
    // The running batch finishes with the rights with which it began.
    expect(job).toMatchObject({ state: 'FAILED', failure: 'RIGHTS_LOST', position: 2_000, changed: 2_000 });
  });

  it('releases a job to the next server when it closes, after the current batch', async () => {
    const own = await createTestDatabase();
    const first = await startTestApp({ database: own });
    await addUsers(first, 2_500);
    const release = await holdUser(1_500, own);
    const id = await start(first.graphql, INPUT);
    await expect.poll(async () => (await readJob(first.graphql, id)).position).toBe(1_000);
    const closed = first.close();
    await release();
    await closed;
    const [left] = await own.query(
      'select state, position, lease_until <= now() as is_free from bulk_jobs where id = $1',
      [id],
    );
    expect(left).toMatchObject({ state: 'RUNNING', is_free: true });
    const second = await startTestApp({ database: own });
    await ended(second.graphql, id);
    await expectEachOnce(own, id, 2_500);
    await second.close();
    await own.drop();
  });

  it('does not deadlock with single writes of the same users', async () => {
    await addUsers(test, 1_000);
    const rows = await database.query<{ id: string }>(
      `select id from users where department = 'Bulk' order by id desc limit 60`,
    );
    const id = await start(test.graphql, INPUT);
    const answers = await Promise.all(
      rows.map((row) => test.graphql(`mutation { deactivateUser(id: "${row.id}") { userErrors { code } } }`)),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const job = await ended(test.graphql, id);
    expect(job).toMatchObject({ state: 'DONE', refused: 0 });
    const versions = await database.query(`select distinct version from users where department = 'Bulk'`);
    expect(versions).toEqual([{ version: 2 }]);
  });

  it('sends progress by subscription, and combined news for many users', async () => {
    await addUsers(test, 3_000);
    const client = createClient({
      url: `${(await test.listen()).replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${test.operator}` },
      retryAttempts: 0,
    });
    const kinds: unknown[] = [];
    const news = client.iterate<{ userChanged: object }>({
      query: 'subscription { userChanged { kind user { id } job { id } } }',
    });
    void (async () => {
      for await (const { data } of news) kinds.push(data?.userChanged);
    })();
    // Answered after the subscription, which is active by then.
    await client.iterate({ query: '{ __typename }' }).next();
    const id = await start(test.graphql, INPUT);
    interface Step {
      state: string;
      position: number;
      lists: object | null;
    }
    const states: Step[] = [];
    const progress = client.iterate<{ bulkJobChanged: Step }>({
      query: `subscription { bulkJobChanged(id: "${id}") { state position lists {
        users(first: 1, where: { state: [DEACTIVATED] }) { totalCount } views { id } } } }`,
    });
    for await (const { data } of progress) {
      if (data) states.push(data.bulkJobChanged);
      if (data?.bulkJobChanged.state === 'DONE') break;
    }
    // The lists as they are then come with the end alone.
    const lists = { users: { totalCount: 3_000 }, views: [] };
    expect(states.at(-1)).toEqual({ state: 'DONE', position: 3_000, lists });
    expect(states.slice(0, -1).filter((step) => step.lists !== null)).toEqual([]);
    const positions = states.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    await expect.poll(() => kinds.length).toBeGreaterThan(0);
    expect(kinds.length).toBeLessThan(20);
    for (const each of kinds)
      expect(each).toEqual({ kind: 'MANY', user: { id: expect.any(String) }, job: { id } });
    await client.dispose();
  });

  it('resumes the job of a killed server, and changes no user twice', async () => {
    const own = await createTestDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bulk-'));
    await addUsers({ database: own }, 4_000);
    const id = await insertJob(own);
    const killed = await startProcess(own, dataDir);
    await expect.poll(() => positionOf(own, id), { interval: 20 }).toBeGreaterThan(0);
    await killed.end('SIGKILL');
    expect(await positionOf(own, id)).toBeLessThan(4_000);
    // The lease of the killed server: bulk-kill.large.test.ts waits for its end.
    await own.query('update bulk_jobs set lease_until = now()');
    const next = await startProcess(own, dataDir);
    await expect.poll(() => positionOf(own, id)).toBe(4_000);
    await expect.poll(() => own.query('select from bulk_jobs where finished_at is null')).toEqual([]);
    await next.end('SIGTERM');
    await expectEachOnce(own, id, 4_000);
    await rm(dataDir, { recursive: true });
    await own.drop();
  });

  it('runs jobs of one server one after another', async () => {
    await addUsers(test, 1_200);
    const ids = [
      await start(test.graphql, INPUT),
      await start(test.graphql, { ...INPUT, change: { kind: 'REACTIVATE' } }),
    ];
    const jobs = [await ended(test.graphql, ids[0] ?? ''), await ended(test.graphql, ids[1] ?? '')];
    expect(jobs.map(({ changed }) => changed as number)).toEqual([1_200, 1_200]);
    expect(await run(test.graphql, INPUT)).toMatchObject({ changed: 1_200 });
  });
});
