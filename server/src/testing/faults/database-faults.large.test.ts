import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { post, ServerProcess } from '../servers/server-process.js';
import { makeOperatorToken } from '../test-app.js';
import { type ControlledPostgres, startControlledPostgres } from './controlled-postgres.js';
import { create, LoadOfCreates } from './load-of-creates.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let postgres: ControlledPostgres;
let server: ServerProcess;
let address: string;
let token: string;
let logStart: number;

beforeAll(async () => {
  postgres = await startControlledPostgres();
  server = new ServerProcess({ DATABASE_URL: postgres.url, DATA_DIR: tmpdir() });
  address = await server.address();
  token = await makeOperatorToken(postgres);
});
beforeEach(() => {
  logStart = server.stdout.length;
});
afterAll(async () => {
  await server.end('SIGTERM');
  await postgres.stop();
});

const load = () => new LoadOfCreates(() => address, token);
const ready = async () => (await fetch(`${address}/readyz`)).json() as Promise<{ missing: string[] }>;
const logged = (text: string) => server.stdout.slice(logStart).split(text).length - 1;

async function untilAcknowledged({ acknowledged }: LoadOfCreates, more: number): Promise<void> {
  const until = acknowledged.length + more;
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThanOrEqual(until), {
    timeout: 60_000,
    interval: 50,
  });
}

/** Every user with an acknowledged create exists once, and every other answer only says to retry. */
async function expectNothingLost({ acknowledged, refused }: LoadOfCreates): Promise<void> {
  const found = await postgres.query<{ email: string }>('select email from users where email = any ($1)', [
    acknowledged,
  ]);
  expect(found.map(({ email }) => email).sort()).toEqual([...acknowledged].sort());
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set(refused.length > 0 ? [503] : []));
  for (const { body } of refused) {
    expect(JSON.parse(body)).toEqual({
      ...(body.includes('"data"') && { data: null }),
      errors: [
        expect.objectContaining({
          message: expect.stringMatching(/^The database (does|did) not answer in time\./) as string,
          extensions: { code: 'SERVICE_UNAVAILABLE', requestId: expect.any(String) as string },
        }),
      ],
    });
  }
}

/** One line for the loss and one for the recovery, for each outage. */
function expectLoggedOnce(outages: number): void {
  expect(logged('The connection to the database was lost.')).toBe(outages);
  expect(logged('The connection to the database is back.')).toBe(outages);
}

describe('a database under a load of creates', () => {
  it.each([
    ['restarted', () => postgres.restart()],
    ['killed', () => postgres.kill()],
  ])('that is %s loses no acknowledged write, and the server recovers by itself', async (_, end) => {
    const creates = load();
    await untilAcknowledged(creates, 20);
    await end();
    await untilAcknowledged(creates, 20);
    await creates.stop();
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ missing: [] });
    expect(creates.refused.length).toBeGreaterThan(0);
    await expectNothingLost(creates);
    expectLoggedOnce(1);
  });

  it('whose connections are cut during writes, ten times, loses no acknowledged write', async () => {
    const creates = load();
    for (let cuts = 0; cuts < 10; cuts += 1) {
      await untilAcknowledged(creates, 5);
      postgres.cut();
    }
    await untilAcknowledged(creates, 20);
    await creates.stop();
    await expectNothingLost(creates);
    expect(logged('The connection to the database is back.')).toBeGreaterThan(0);
    expectLoggedOnce(logged('The connection to the database is back.'));
  });

  it('that hangs for 20 seconds makes requests fail with 503, and recovers by itself', async () => {
    const creates = load();
    await untilAcknowledged(creates, 20);
    await postgres.signal('SIGSTOP');
    const until = performance.now() + 20_000;
    try {
      await expect.poll(ready, { timeout: 10_000 }).toMatchObject({ missing: ['database'] });
      expect((await fetch(`${address}/healthz`)).status).toBe(200);
      await vi.waitUntil(() => performance.now() > until, { timeout: 25_000 });
    } finally {
      await postgres.signal('SIGCONT');
    }
    await untilAcknowledged(creates, 20);
    await creates.stop();
    await expect.poll(ready, { timeout: 30_000 }).toMatchObject({ missing: [] });
    expect(creates.refused.length).toBeGreaterThan(0);
    await expectNothingLost(creates);
  });

  it('whose disk is full fails writes with 503, still reads, and writes again when there is space', async () => {
    const disk = await mountSmallDisk(postgres.account);
    try {
      await postgres.query(`create tablespace small location '${disk.data}'`);
      for (const table of ['users', 'audit_entries']) {
        await postgres.query(`alter table ${table} set tablespace small`);
      }
      await disk.fill();
      const creates = load();
      await vi.waitFor(() => expect(creates.refused.length).toBeGreaterThan(10), { timeout: 60_000 });
      const list = await post(address, '{ users(first: 1) { nodes { email } } }', {
        authorization: `Bearer ${token}`,
      });
      expect(list).toMatchObject({ data: { users: { nodes: [{ email: expect.any(String) as string }] } } });
      await disk.free();
      await untilAcknowledged(creates, 20);
      await creates.stop();
      await expectNothingLost(creates);
      for (const table of ['users', 'audit_entries']) {
        await postgres.query(`alter table ${table} set tablespace pg_default`);
      }
      await postgres.query('drop tablespace small');
    } finally {
      await disk.unmount();
    }
  });
});

/** Of 24 MB. Mounting needs root, or sudo without a password. */
async function mountSmallDisk(owner: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-disk-'));
  const asRoot = (...command: string[]) => {
    const [program = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
    execFileSync(program, args);
  };
  asRoot('mount', '-t', 'tmpfs', '-o', 'size=24m,mode=777', 'tmpfs', folder);
  const data = join(folder, 'data');
  await mkdir(data);
  if (owner) asRoot('chown', owner, data);
  await chmod(data, 0o700);
  const filler = join(folder, 'filler');
  return {
    data,
    fill: () =>
      writeFile(filler, Buffer.alloc(24 << 20)).catch((error: NodeJS.ErrnoException) =>
        expect(error.code).toBe('ENOSPC'),
      ),
    free: () => rm(filler),
    unmount: async () => {
      asRoot('umount', folder);
      await rm(folder, { recursive: true });
    },
  };
}

describe('a server that is killed', () => {
  it('loses no acknowledged write, and its subscribers get the next change from another server', async () => {
    const other = new ServerProcess({ DATABASE_URL: postgres.url, DATA_DIR: tmpdir() });
    let present = await other.address();
    const creates = new LoadOfCreates(() => present, token);
    const news = await follow(present, token);
    await untilAcknowledged(creates, 20);
    expect(await other.end('SIGKILL')).toBe('SIGKILL');
    await news.closed;
    present = address;
    const again = await follow(present, token);
    await untilAcknowledged(creates, 20);
    await expect.poll(again.received).toBeGreaterThan(0);
    await creates.stop();
    again.close();
    // Answers that were still pending when it was killed.
    const open = creates.refused.splice(0).filter(({ status }) => status !== 0);
    expect(open).toEqual([]);
    await expectNothingLost(creates);
    expect((await create(address, token, 'after@example.org')).status).toBe(200);
  });
});

/** Subscribes to changes of users. */
async function follow(to: string, bearer: string) {
  const { createClient } = await import('graphql-ws');
  const { default: WebSocket } = await import('ws');
  let received = 0;
  let close = (): void => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  let connected = (): void => undefined;
  const opened = new Promise<void>((resolve) => (connected = resolve));
  const client = createClient({
    url: `${to.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${bearer}` },
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    on: { connected: () => connected(), closed: () => close() },
  });
  client.subscribe(
    { query: 'subscription { userChanged { kind user { id } } }' },
    { next: () => void (received += 1), error: () => undefined, complete: () => undefined },
  );
  await opened;
  return { closed, received: () => received, close: () => void client.dispose() };
}
