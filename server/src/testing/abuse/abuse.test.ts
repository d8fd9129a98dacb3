import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../../schema.js';
import { seedUsers } from '../../seed/seed.service.js';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { CONNECTIONS } from './connections.js';
import { hostileDocuments } from './documents.js';
import type { HostileRequest } from './hostile-request.js';
import { expensiveLists } from './lists.js';
import { loopCpu } from './loop-cpu.js';
import { type Latencies, Probe } from './probe.js';
import { reportOf, type Row } from './report.js';
import { SIGN_INS } from './sign-ins.js';
import { SOCKETS } from './sockets.js';
import { startTarget, type Target } from './target.js';
import { longTexts } from './texts.js';
import { wideAndDeepValues } from './values.js';

/**
 * `npx pnpm@12 abuse`: sends the most expensive input to a running server, while a probe sends ordinary requests. It is a
 * separate suite, as it needs the machine for itself and takes minutes. ABUSE_USERS is the number of users.
 */
const USERS = Number(process.env['ABUSE_USERS'] ?? 100_000);

/** The allowed latency of ordinary requests at p99, in milliseconds. */
const MAX_LATENCY_MS = 500;
/** The allowed CPU time of the event loop for one request. */
const MAX_CPU_MS = 50;

const FLOOD_MS = 6_000;
const SENDERS = 8;
/** A request that is answered later than this has failed anyway. */
const ANSWER_MS = 30_000;
/** The limit for all requests of a case, one after the other. A server that takes longer has failed. */
const ALONE_MS = 240_000;

let database: TestDatabase;
let target: Target;
let probe: Probe;
let someUser = '';
let someRole = '';
const rows: Row[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await seedUsers(database.url, USERS, () => undefined);
  await database.query('vacuum (analyze)');
  const idOf = async (table: string) =>
    (await database.query<{ id: string }>(`select id from ${table} limit 1`))[0]?.id ?? randomUUID();
  [someUser, someRole] = [await idOf('users'), await idOf('roles')];
}, 1_800_000);
afterAll(async () => {
  process.stdout.write(`\n${USERS.toLocaleString('en')} users\n\n${reportOf(rows)}\n`);
  await database.drop();
});

/** Runs one case on a new server, which is not busy with another case. */
async function abused(
  name: string,
  work: () => Promise<{ sent: number; worst?: { name: string; cpu: number } }>,
): Promise<Row> {
  target = await startTarget(database.url);
  probe = new Probe(target.address, target.authorization.viewer);
  try {
    const found = await work();
    const row = { name, ...found, latencies: await probe.read() };
    rows.push(row);
    return row;
  } finally {
    await probe.stop();
    await target.stop();
  }
}

function expectOthersAnswered({ healthz, list, viewer }: Latencies): void {
  expect({ healthz: healthz.p99, list: list.p99, viewer: viewer.p99 }).toEqual({
    healthz: expect.toSatisfy((ms: number) => ms < MAX_LATENCY_MS),
    list: expect.toSatisfy((ms: number) => ms < MAX_LATENCY_MS),
    viewer: expect.toSatisfy((ms: number) => ms < MAX_LATENCY_MS),
  });
}

/** Measures each request alone: the least of three times, as one may include a garbage collection. */
async function mostExpensive(requests: HostileRequest[]): Promise<{ name: string; cpu: number }> {
  const end = performance.now() + ALONE_MS;
  let worst = { name: '', cpu: 0 };
  for (const request of requests) {
    let cpu = await cpuOf(request);
    for (let again = 0; again < 2 && cpu > MAX_CPU_MS; again += 1) cpu = Math.min(cpu, await cpuOf(request));
    if (cpu > worst.cpu) worst = { name: `${request.name}, as ${request.as}`, cpu };
    if (performance.now() > end) break;
  }
  return worst;
}

async function cpuOf(request: HostileRequest): Promise<number> {
  const before = loopCpu(target.pid);
  await target.send(request, AbortSignal.timeout(ANSWER_MS));
  return loopCpu(target.pid) - before;
}

/** Sends several at a time, in a mixed order. */
async function flood(requests: HostileRequest[]): Promise<number> {
  const until = AbortSignal.timeout(FLOOD_MS);
  let sent = 0;
  const one = async () => {
    while (!until.aborted) {
      const request = requests[(sent * 7_919) % requests.length];
      sent += 1;
      if (request) await target.send(request, until);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, one));
  return sent;
}

const schema = buildSchema();
const REQUESTS: Readonly<Record<string, () => HostileRequest[]>> = {
  'long texts': () => longTexts(schema),
  'wide and deep variables': () => wideAndDeepValues(schema),
  documents: () => hostileDocuments(schema, 300),
  'expensive lists': () => expensiveLists(someUser, someRole),
};

describe.each(Object.keys(REQUESTS))('%s', (name) => {
  it('are cheap each, and do not delay other requests', async () => {
    const requests = REQUESTS[name]?.() ?? [];
    const { worst, latencies } = await abused(name, async () => {
      const worst = await mostExpensive(requests);
      await probe.read();
      return { worst, sent: await flood(requests) };
    });
    expectOthersAnswered(latencies);
    expect(worst?.cpu, worst?.name).toBeLessThan(MAX_CPU_MS);
  }, 900_000);
});

const FLOODS = { ...SOCKETS, ...CONNECTIONS, ...SIGN_INS };

describe.each(Object.entries(FLOODS))('%s', (name, send) => {
  it('do not delay other requests', async () => {
    const { latencies } = await abused(name, async () => {
      await probe.read();
      return { sent: await send(target, AbortSignal.timeout(FLOOD_MS)) };
    });
    expectOthersAnswered(latencies);
  }, 300_000);
});
