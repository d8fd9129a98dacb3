import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeAll, afterAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { post, ServerProcess } from '../servers/server-process.js';
import { makeOperatorToken } from '../test-app.js';
import { create } from './load-of-creates.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let database: TestDatabase;
let token: string;
let server: ServerProcess;
let address: string;
let sockets: Socket[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  token = await makeOperatorToken(database);
});
afterAll(() => database.drop());
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await server.end('SIGTERM');
});

async function start(env: Record<string, string> = {}, openFiles?: number): Promise<void> {
  server = new ServerProcess({ DATABASE_URL: database.url, DATA_DIR: tmpdir(), ...env }, {}, { openFiles });
  address = await server.address();
}

async function open(): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** In bytes. */
async function memory(): Promise<number> {
  const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
}

const logged = (text: string) => server.stdout.split(text).length - 1;
const readLine = (body: string) =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${token}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

/** How long a create takes, in milliseconds. */
async function timeOfCreate(email: string): Promise<number> {
  const before = performance.now();
  expect((await create(address, token, email)).status).toBe(200);
  return performance.now() - before;
}

describe('a server', () => {
  it('with 5,000 idle connections answers the next request at once, and frees their memory when they close', async () => {
    await start();
    await create(address, token, 'first@example.org');
    const before = await memory();
    while (sockets.length < 5_000) await Promise.all(Array.from({ length: 100 }, open));
    expect(await timeOfCreate('idle@example.org')).toBeLessThan(1_000);
    expect((await memory()) - before).toBeLessThan(100_000_000);
    for (const socket of sockets) socket.destroy();
    expect(await timeOfCreate('after-idle@example.org')).toBeLessThan(1_000);
  });

  it('with a limit of 300 files refuses further connections, logs it once, and serves again when connections close', async () => {
    await start({}, 300);
    for (let count = 0; count < 400; count += 1) await open();
    await expect.poll(() => logged('Connections are refused')).toBe(1);
    expect(await fetch(`${address}/healthz`).catch(() => 'refused')).toBe('refused');
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => create(address, token, 'files@example.org')).toMatchObject({ status: 200 });
    expect(logged('EMFILE')).toBe(0);
    expect(logged('Connections are refused')).toBe(1);
  });

  it('whose clients read nothing uses little memory for them, and answers others', async () => {
    await start();
    await database.query(`insert into users (email, display_name)
      select 'slow' || i || '@example.org', repeat('x', 100) from generate_series(1, 100) i`);
    await create(address, token, 'before-slow@example.org');
    const before = await memory();
    const body = JSON.stringify({
      query: '{ users(first: 100) { nodes { id email displayName createdAt } } }',
    });
    // Each requests 2 MB, and reads none of it.
    for (let count = 0; count < 200; count += 1) (await open()).pause().write(readLine(body).repeat(100));
    expect(await timeOfCreate('slow@example.org')).toBeLessThan(2_000);
    // By then, the answers that fit into the kernel's buffers are done.
    await expect
      .poll(() => timeOfCreate(`${performance.now()}@example.org`), { timeout: 30_000 })
      .toBeLessThan(300);
    expect((await memory()) - before).toBeLessThan(250_000_000);
  });

  it('whose mail server hangs answers at once, marks the invitation as failed, and logs no address', async () => {
    const silent = await startSilentServer();
    await start({
      SMTP_URL: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    });
    const [user] = await database.query<{ id: string }>(
      `insert into users (email, display_name) values ('mail@example.org', 'Mail') returning id`,
    );
    const headers = { authorization: `Bearer ${token}` };
    const before = performance.now();
    const invited = await post(
      address,
      `mutation { inviteUser(id: "${user?.id}") { invitation { delivery } userErrors { code } } }`,
      headers,
    );
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(invited).toEqual({
      data: { inviteUser: { invitation: { delivery: 'SENDING' }, userErrors: [] } },
    });
    const delivery = () => post(address, `{ user(id: "${user?.id}") { invitation { delivery } } }`, headers);
    await expect
      .poll(delivery, { timeout: 40_000, interval: 500 })
      .toEqual({ data: { user: { invitation: { delivery: 'FAILED' } } } });
    expect(logged('A mail could not be sent.')).toBe(1);
    expect(server.stdout).not.toContain('mail@example.org');
    silent.close();
  });
});

/** Accepts connections and never answers. */
async function startSilentServer(): Promise<Server> {
  const silent = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  return silent;
}
