import { createClient } from 'graphql-ws';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { addUsers, run } from '../../testing/requests/bulk-requests.js';
import { type MailServer, startMailServer } from '../../testing/servers/mail-server.js';
import { metric } from '../../testing/metrics.js';
import { createPerson, signedIn } from '../../testing/accounts/signed-in.js';
import { type TestApp, startTestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

let test: TestApp;
let mail: MailServer;

beforeAll(async () => {
  mail = await startMailServer();
  test = await startTestApp({
    env: { METRICS_PORT: '0', SMTP_URL: mail.url, PUBLIC_URL: 'https://people.example.org' },
  });
});
afterAll(async () => {
  await test.close();
  await mail.close();
});

/** The growth of series during `work`. */
async function growth<T extends string>(
  series: Record<T, string>,
  work: () => Promise<unknown>,
): Promise<Record<T, number>> {
  const read = async () =>
    Promise.all(Object.entries<string>(series).map(async ([, name]) => metric(test, `rollcall_${name}`)));
  const before = await read();
  await work();
  const after = await read();
  const names = Object.keys(series) as T[];
  return Object.fromEntries(names.map((name, i) => [name, (after[i] ?? 0) - (before[i] ?? 0)])) as Record<
    T,
    number
  >;
}

const signIn = (email: string, password: string) =>
  test.graphql(
    'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }',
    { input: { email, password } },
    { authorization: '' },
  );

describe('the metrics of user actions', () => {
  it('count sign-ins by method, and refusals by reason', async () => {
    await createPerson(test, 'ann@example.org');
    const grown = await growth(
      {
        password: 'sign_ins_total{method="PASSWORD"}',
        code: 'sign_ins_total{method="PASSWORD_AND_CODE"}',
        wrong: 'sign_in_refusals_total{reason="WRONG_CREDENTIALS"}',
        tooMany: 'sign_in_refusals_total{reason="TOO_MANY_ATTEMPTS"}',
      },
      async () => {
        await signedIn(test, 'ann@example.org');
        for (let times = 0; times < 11; times += 1) await signIn('ben@example.org', 'wrong password');
      },
    );
    expect(grown).toEqual({ password: 1, code: 0, wrong: 10, tooMany: 1 });
  });

  it('count refusals of writes by code, and requests that a guard or a permission refused', async () => {
    await createPerson(test, 'eve@example.org');
    const eve = await signedIn(test, 'eve@example.org');
    const create =
      'mutation { createUser(input: { email: "eve@example.org", displayName: "E" }) { userErrors { code } } }';
    const grown = await growth(
      {
        taken: 'write_refusals_total{code="EMAIL_TAKEN"}',
        guard: 'request_refusals_total{by="guard"}',
        permission: 'request_refusals_total{by="permission"}',
      },
      async () => {
        await test.graphql(create);
        await test.graphql(`{ ${'a { '.repeat(50)} b ${'} '.repeat(50)} }`);
        await eve.graphql(create);
      },
    );
    expect(grown).toEqual({ taken: 1, guard: 1, permission: 1 });
  });

  it('count mails that the mail server accepted and refused, and those that wait', async () => {
    const [one, two] = await createUsers(test, { email: 'ivy@example.org' }, { email: 'joe@example.org' });
    const invite = (id: string | undefined) =>
      test.graphql(`mutation { inviteUser(id: "${id}") { userErrors { code } } }`);
    const grown = await growth(
      { sent: 'mails_total{outcome="sent"}', failed: 'mails_total{outcome="failed"}' },
      async () => {
        await invite(one);
        await mail.mailTo('ivy@example.org');
        mail.refuse('No.');
        await invite(two);
        await vi.waitFor(async () => expect(await metric(test, 'rollcall_mails_queued')).toBe(0));
      },
    );
    expect(grown).toEqual({ sent: 1, failed: 1 });
  });

  it('count bulk jobs by the state that they ended in', async () => {
    await addUsers(test, 3);
    const grown = await growth(
      { done: 'bulk_jobs_finished_total{state="DONE"}', failed: 'bulk_jobs_finished_total{state="FAILED"}' },
      () => run(test.graphql, { change: { kind: 'DEACTIVATE' }, where: { department: ['Bulk'] } }),
    );
    expect(grown).toEqual({ done: 1, failed: 0 });
  });

  it('show how many subscriptions are open', async () => {
    const open = () => metric(test, 'rollcall_subscriptions_open');
    const client = createClient({
      url: `${(await test.listen()).replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${test.operator}` },
    });
    const query = 'subscription { userChanged { kind } }';
    const [first, second] = [client.iterate({ query }), client.iterate({ query })];
    void first.next();
    void second.next();
    await expect.poll(open).toBe(2);
    await first.return?.();
    await expect.poll(open).toBe(1);
    await client.dispose();
    await expect.poll(open).toBe(0);
  });
});

describe('the metrics of the database', () => {
  it('show which connections are used, and how many requests wait', async () => {
    const idle = await metric(test, 'rollcall_pipeline_connections{lane="reads",state="idle"}');
    expect(idle).toBeGreaterThan(0);
    const locker = new pg.Client({ connectionString: test.database.url });
    await locker.connect();
    await locker.query('begin; lock table invitations in access exclusive mode');
    const lists = Array.from({ length: 3 }, (_, i) => `a${i}: invitations(first: 1) { nodes { id } }`);
    const answers = Array.from({ length: 4 }, () => test.graphql(`{ ${lists.join(' ')} }`));
    // Such requests may use seven of ten connections, and the request for an eighth one waits.
    await expect.poll(() => metric(test, 'rollcall_pool_connections{state="used"}')).toBe(7);
    expect(await metric(test, 'rollcall_pool_waiting')).toBeGreaterThan(0);
    await locker.query('rollback');
    await locker.end();
    for (const { errors } of await Promise.all(answers)) expect(errors).toBeUndefined();
    await expect.poll(() => metric(test, 'rollcall_pool_waiting')).toBe(0);
  });

  it('show the age of news at arrival', async () => {
    await createUsers(test, { email: 'new@example.org' });
    // Changes are gathered for 50 ms.
    await expect.poll(() => metric(test, 'rollcall_news_lag_seconds')).toBeGreaterThanOrEqual(0.045);
    expect(await metric(test, 'rollcall_news_lag_seconds')).toBeLessThan(10);
  });
});
