import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { nightly, nightlyGroup } from '../../scripts/nightly.mjs';
import { processStart } from './database/embedded/process/process-identity.js';
import { SYSTEM_HOME } from './database/embedded/place/system-home.js';
import { startTemporaryPostgres } from './database/embedded/temporary-postgres.js';
import { startRefusingProxy } from './testing/servers/refusing-proxy.js';
import {
  canRun,
  NOBODY,
  post,
  type ProcessAccount,
  ServerProcess,
} from './testing/servers/server-process.js';

// A test starts several servers, each with a database, and may share two processors with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Created once, as creating a database takes a second. Each test leaves it without a server. */
let dataDir: string;
let started: ServerProcess[];
/** Folders of one test, removed after it, also if it fails. */
let folders: string[];

beforeAll(async () => {
  folders = [];
  dataDir = await makeFolder();
});
afterAll(async () => {
  await rm(dataDir, { recursive: true });
});
beforeEach(() => {
  started = [];
  folders = [];
});
afterEach(async () => {
  await Promise.all(started.map((server) => server.end('SIGTERM')));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-main-'));
  // If the tests run as root, the database's own user must be able to enter the folder, and others to write.
  await chmod(folder, 0o777);
  folders.push(folder);
  return folder;
}

function start(env: Readonly<Record<string, string>> = {}, account: ProcessAccount = {}): ServerProcess {
  const server = new ServerProcess({ DATA_DIR: dataDir, ...env }, account);
  started.push(server);
  return server;
}

const OWNER = { ADMIN_EMAIL: 'owner@example.org', ADMIN_PASSWORD: 'sour-plum-teapot-91' };

/** Asks as the owner. */
async function graphql(address: string, query: string): Promise<unknown> {
  const signedIn = (await post(address, SIGN_IN)) as { data: { signIn: { accessToken: string } } };
  return post(address, query, { authorization: `Bearer ${signedIn.data.signIn.accessToken}` });
}

const SIGN_IN = `mutation {
  signIn(input: { email: "${OWNER.ADMIN_EMAIL}", password: "${OWNER.ADMIN_PASSWORD}" }) { accessToken }
}`;
const CREATE_ADA = `mutation {
  createUser(input: { email: "ada@example.org", displayName: "Ada" }) { userErrors { code } }
}`;
const LIST = '{ users(search: "ada") { nodes { displayName } } }';
const ADA_LISTED = { data: { users: { nodes: [{ displayName: 'Ada' }] } } };

async function untilGone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(processStart(pid)).toBeUndefined());
}

describe('starting and stopping', () => {
  it('prints its address, its data folder and the set-up link, one per line, even if the log is silent', async () => {
    const server = start({ LOG_LEVEL: 'silent' });
    const address = await server.address();
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    // Folders of other tests may be gone while their databases still exist.
    const lines = server.stdout.split('\n').filter((line) => !line.startsWith(SYSTEM_HOME));
    expect(lines.splice(1, 1)).toEqual([`Its data is in ${dataDir}`]);
    expect(lines.join('\n')).toMatch(
      /^Rollcall is at (http:\/\/localhost:\d+)\nThere is no owner yet\. [^\n]*\1\/setup#[\w-]{43}\b[^\n]*\n$/,
    );
  });

  nightly('sends no reports, even if the environment has a key of Apollo’s cloud', async () => {
    const proxy = await startRefusingProxy();
    const key = { APOLLO_KEY: 'service:x:secret', APOLLO_GRAPH_REF: 'x@current' };
    const server = start({ ...key, APOLLO_SCHEMA_REPORTING: 'true', ...proxy.env });
    await post(await server.address(), '{ __typename }');
    // Apollo's usage reporter sends what it has gathered when the server stops.
    expect(await server.end('SIGTERM')).toBe(0);
    expect(proxy.asked).toEqual([]);
    proxy.close();
  });

  nightly('finds its data at the next start, and prints no set-up link then', async () => {
    const first = start(OWNER);
    await graphql(await first.address(), CREATE_ADA);
    await first.end('SIGTERM');
    const second = start();
    expect(await graphql(await second.address(), LIST)).toEqual(ADA_LISTED);
    expect(second.stdout).toMatch(/^Rollcall is at http:\S+$/m);
    expect(second.stdout).not.toContain('/setup');
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends well at %s and leaves nothing running',
    async (signal) => {
      const server = start();
      await server.address();
      const postgres = await server.postgresPid();
      expect(processStart(postgres)).toBeDefined();
      expect(await server.end(signal)).toBe(0);
      expect(processStart(postgres)).toBeUndefined();
      expect(server.stderr).toBe('');
      expect(await readdir(dataDir)).not.toContain('rollcall.lock');
    },
  );

  nightly('can be stopped while it creates its database, and leaves nothing incomplete', async () => {
    const fresh = await makeFolder();
    const server = start({ DATA_DIR: fresh });
    const names = async (): Promise<string> => (await readdir(fresh)).join();
    await vi.waitFor(async () => expect(await names()).toContain('postgres.new'), {
      interval: 5,
    });
    expect(await server.end('SIGTERM')).toBe(0);
    expect(server.stdout + server.stderr).toBe('');
    expect(await readdir(fresh)).toEqual(['postgres.password']);
  });
});

nightlyGroup('sudden ends', () => {
  it('ends its database when it is killed, and recovers at the next start', async () => {
    const killed = start(OWNER);
    await graphql(await killed.address(), CREATE_ADA);
    const postgres = await killed.postgresPid();
    expect(await killed.end('SIGKILL')).toBe('SIGKILL');
    const next = start();
    expect(await graphql(await next.address(), LIST)).toEqual(ADA_LISTED);
    await untilGone(postgres);
  });

  it('reports in one line that its database ended by itself, and ends', async () => {
    const server = start();
    await server.address();
    process.kill(await server.postgresPid(), 'SIGKILL');
    expect(await server.ended).toBe(1);
    expect(server.stderr).toMatch(/^Rollcall stopped: its database ended unexpectedly \(SIGKILL\).*\n$/);
  });

  it('recovers when its database was killed with it', async () => {
    const killed = start(OWNER);
    await graphql(await killed.address(), CREATE_ADA);
    process.kill(await killed.postgresPid(), 'SIGKILL');
    await killed.end('SIGKILL');
    expect(await graphql(await start().address(), LIST)).toEqual(ADA_LISTED);
  });

  it('aborts a request that is not finished in time, and reports it', async () => {
    const server = start({ SHUTDOWN_SECONDS: '1' });
    await halfARequest(await server.address());
    const postgres = await server.postgresPid();
    expect(await server.end('SIGTERM')).toBe(1);
    expect(server.stderr).toMatch(/^Rollcall did not finish its work within 1 second .*\n$/);
    await untilGone(postgres);
  });

  it('ends at once on a second signal', async () => {
    const server = start({ SHUTDOWN_SECONDS: '600' });
    await halfARequest(await server.address());
    const postgres = await server.postgresPid();
    const impatience = setInterval(() => server.child.kill('SIGINT'), 100);
    expect(await server.ended).toBe(130);
    clearInterval(impatience);
    await untilGone(postgres);
  });
});

/** Opens a request that the server can't finish, as its body is never complete. */
async function halfARequest(address: string): Promise<void> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  // The server may close it.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: rollcall',
    'Content-Type: application/json',
    'Content-Length: 99',
  ];
  // "100-continue" makes the server answer once it has read the head, so that we know it has.
  socket.write([...head, 'Expect: 100-continue', '', ''].join('\r\n'));
  await once(socket, 'data');
}

describe('refusals, each in one line', () => {
  it('refuses a second server on the same data, and names the first', async () => {
    const first = start();
    const address = await first.address();
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.stderr).toBe(
      `Rollcall cannot start: another Rollcall (process ${first.child.pid}) already uses the data in ${dataDir}.\n`,
    );
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  nightly('lets exactly one of several simultaneous starts win after a sudden end', async () => {
    const killed = start();
    await killed.address();
    await killed.end('SIGKILL');
    const contenders = [start(), start(), start()];
    const outcomes = await Promise.allSettled(contenders.map((server) => server.address()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const complaints = contenders.map(({ stderr }) => stderr).filter(Boolean);
    expect(complaints).toEqual(Array(2).fill(expect.stringMatching(/already uses the data in .*\.\n$/)));
  });

  it.each(['PORT', 'METRICS_PORT'])('refuses a taken %s and stops what it had started', async (variable) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    // A server on TCP has an address of this kind.
    const { port } = other.address() as AddressInfo;
    const server = start({ [variable]: String(port) });
    expect(await server.ended).toBe(1);
    other.close();
    expect(server.stdout).toBe('');
    expect(server.stderr).toBe(
      `Rollcall cannot start: port ${port} on 127.0.0.1 is taken by another program; stop that one or set ${variable}.\n`,
    );
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');
  });

  it('refuses a database that it cannot reach, without printing the password', async () => {
    const server = start({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/people' });
    expect(await server.ended).toBe(1);
    expect(server.stderr).toMatch(
      /^Rollcall cannot start: the database at 127.0.0.1:1\/people cannot be reached \(.*\); check DATABASE_URL.*\n$/,
    );
    expect(server.stderr).not.toContain('secret');
  });

  it('reports all bad variables at once', async () => {
    const server = start({ PORT: 'abc', LOG_LEVEL: 'loud' });
    expect(await server.ended).toBe(1);
    expect(server.stderr).toMatch(
      /^Rollcall cannot start: PORT must be .* "abc"; LOG_LEVEL must be .* "loud"\.\n$/,
    );
  });
});

nightlyGroup('with DATABASE_URL', () => {
  it('serves from that database, beside other servers, and starts no embedded one', async () => {
    const postgres = await startTemporaryPostgres(pino({ level: 'silent' }));
    try {
      const [one, other] = [
        start({ ...OWNER, DATABASE_URL: postgres.url }),
        start({ DATABASE_URL: postgres.url }),
      ];
      await graphql(await one.address(), CREATE_ADA);
      expect(await graphql(await other.address(), LIST)).toEqual(ADA_LISTED);
      expect(await readdir(dataDir)).not.toContain('rollcall.lock');
      expect(await Promise.all([one.end('SIGTERM'), other.end('SIGTERM')])).toEqual([0, 0]);
    } finally {
      await postgres.stop();
    }
  });
});

describe.runIf(process.getuid?.() === 0 && canRun(NOBODY))('started by another user', () => {
  it('serves, and ends with code 0', async () => {
    const fresh = await makeFolder();
    const server = start({ DATA_DIR: join(fresh, 'data') }, NOBODY);
    expect((await fetch(`${await server.address()}/healthz`)).status).toBe(200);
    expect(await server.end('SIGTERM')).toBe(0);
  });
});
