import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { migrate } from '../../database/start/migrate.js';
import { type PostgresPair, startPostgresPair } from '../replication/pair.js';
import { ServerProcess } from '../servers/server-process.js';
import { makeOperatorToken } from '../test-app.js';
import { Balancer, freePort } from './balancer.js';
import { Load, type Sent } from './load.js';
import { untilMissed } from './watch.js';

/*
 * `npx pnpm@12 drill`: three servers behind HAProxy, a primary and a synchronous standby. A server is killed, then the primary, under
 * a load of creates and lists.
 */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

/** Each part lasts until this number of further creates was acknowledged. */
const PART = 250;

/** Service must be back after this long. */
const BACK_MS = 15_000;

let pair: PostgresPair;
let token: string;
let balancer: Balancer;
let servers: ServerProcess[] = [];
const ports: number[] = [];

function startServer(index: number): ServerProcess {
  return new ServerProcess({
    // Both hosts: the servers find the primary themselves.
    DATABASE_URL: pair.primary.url.replace('@', `@${pair.standby.host},`),
    DATABASE_REPLICA_URLS: pair.standby.url,
    DATA_DIR: tmpdir(),
    PORT: String(ports[index]),
    TRUST_PROXY: '1',
  });
}

beforeAll(async () => {
  pair = await startPostgresPair();
  await migrate(pair.primary.url);
  token = await makeOperatorToken({ query: (sql, values) => pair.primary.query(sql, values) });
  await pair.primary.query(`insert into users (email, display_name, department, activated_at)
    select 'user' || i || '@example.org', 'User ' || i, 'Team ' || i % 50, now() from generate_series(1, 20000) i`);
  await pair.synchronise();
  for (let count = 0; count < 3; count += 1) ports.push(await freePort());
  servers = ports.map((_port, index) => startServer(index));
  balancer = await Balancer.start(await Promise.all(servers.map((server) => server.address())));
  await vi.waitFor(async () => {
    if ((await fetch(`${balancer.address}/readyz`)).status !== 200) throw new Error('not ready');
  }, 30_000);
});
afterAll(async () => {
  await balancer?.stop();
  await Promise.all(servers.map((server) => server.end('SIGTERM')));
  await pair?.stop();
});

const ms = (value: number) => `${Math.round(value).toLocaleString('en')} ms`;
const failed = (sent: readonly Sent[]) => sent.filter(({ fault }) => fault !== undefined);
const during = ({ sent }: Load, from: number, to: number) =>
  sent.filter(({ begun, ended }) => begun >= from && begun < to && ended > 0);

function rate(sent: readonly Sent[], kind: Sent['kind']): string {
  const all = sent.filter(({ ended }) => ended > 0);
  const seconds =
    (Math.max(...all.map(({ ended }) => ended)) - Math.min(...all.map(({ begun }) => begun))) / 1_000;
  const times = sent.filter((each) => each.kind === kind).map(({ begun, ended }) => ended - begun);
  const slowest = times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? 0;
  return `${Math.round(times.length / seconds)}/s, p99 ${ms(slowest)}`;
}

const more = (load: Load, count: number) => {
  const until = load.acknowledged.size + count;
  return vi.waitFor(() => {
    if (load.acknowledged.size < until) throw new Error('too few creates');
  }, 60_000);
};

it('loses no write and repeats none when a server and then the primary are killed', async () => {
  const load = new Load(balancer.address, token);
  const figures: [string, string][] = [];
  const begun = performance.now();
  await more(load, PART);
  const quiet = during(load, begun, performance.now());
  expect(failed(quiet)).toEqual([]);
  figures.push(['creates with everything well', rate(quiet, 'create')], ['lists', rate(quiet, 'list')]);

  await servers[0]?.end('SIGKILL');
  // It accepts requests until the system has closed its sockets, some milliseconds after the signal.
  const serverKilled = performance.now();
  await more(load, PART);
  const withoutServer = during(load, serverKilled - 1_000, performance.now());
  const cut = failed(load.sent.filter(({ ended }) => ended > 0));
  figures.push(
    ['a server killed: requests in flight that failed', String(cut.length)],
    ['requests begun after it that failed', String(cut.filter((each) => each.begun > serverKilled).length)],
    ['creates with two servers', rate(withoutServer, 'create')],
  );
  expect(cut.filter((each) => each.begun > serverKilled)).toEqual([]);
  servers[0] = startServer(0);
  await servers[0].address();
  await more(load, PART / 2);

  const pids = servers.map(({ child }) => child.pid);
  const isMissed = untilMissed(pair.primary.url);
  const primaryKilled = performance.now();
  await pair.primary.kill();
  await isMissed;
  await pair.promote();
  const promoted = performance.now();
  const acknowledgedSince = () => [...load.acknowledged.values()].filter((at) => at > promoted);
  await vi.waitFor(() => expect(acknowledgedSince().length).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 20,
  });
  const back = acknowledgedSince()[0] ?? Infinity;
  const ready = () =>
    Promise.all(ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}/readyz`)).status));
  await vi.waitFor(async () => expect(await ready()).toEqual([200, 200, 200]), { timeout: 60_000 });
  const allReady = performance.now();
  await more(load, PART);
  await load.stop();
  const after = during(load, allReady + 500, performance.now());

  const refused = failed(load.sent.filter((each) => each.begun >= primaryKilled));
  const lastRefusal = Math.max(...refused.map(({ ended }) => ended));
  const emails = [...load.acknowledged.keys()];
  const found = await pair.standby.query<{ email: string }>(
    'select email from users where email = any ($1)',
    [emails],
  );
  const [twice] = await pair.standby.query<{ users: string; entries: string }>(`select
    (select count(*) from users where display_name = 'Created') as users,
    (select count(*) from audit_entries a join users u on u.id = a.target_id
      where a.action = 'USER_CREATED' and u.display_name = 'Created') as entries`);
  figures.push(
    ['the primary killed: standby promoted after', ms(promoted - primaryKilled)],
    ['the first create acknowledged after', ms(back - primaryKilled)],
    ['the last request refused after', ms(lastRefusal - primaryKilled)],
    ['all servers ready after', ms(allReady - primaryKilled)],
    ['requests refused meanwhile', String(refused.length)],
    ['creates acknowledged in total', String(emails.length)],
    ['of these lost', String(emails.length - found.length)],
    ['done twice', String(Number(twice?.entries) - emails.length)],
    [
      'own writes looked for and found',
      String(load.sent.filter(({ kind, fault }) => kind === 'own write' && !fault).length),
    ],
    ['creates after the failover', rate(after, 'create')],
  );
  process.stdout.write(`${figures.map(([what, figure]) => `| ${what} | ${figure} |`).join('\n')}\n`);

  expect(new Set(found.map(({ email }) => email)).size).toBe(emails.length);
  expect(twice).toEqual({ users: String(emails.length), entries: String(emails.length) });
  expect(
    load.sent.filter(({ fault }) => fault?.includes('EMAIL_TAKEN') ?? fault?.includes('own write')),
  ).toEqual([]);
  expect(back - primaryKilled).toBeLessThan(BACK_MS);
  expect(lastRefusal - primaryKilled).toBeLessThan(BACK_MS);
  expect(failed(after)).toEqual([]);
  expect(servers.map(({ child }) => child.pid)).toEqual(pids);
  expect(servers.map(({ child }) => child.exitCode)).toEqual([null, null, null]);
});
