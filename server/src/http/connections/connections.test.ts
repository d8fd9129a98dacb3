import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { limitConnections } from './connection-limit.js';

describe('a request that takes too long to arrive', () => {
  let test: TestApp;
  let port: number;
  beforeAll(async () => {
    test = await startTestApp({ arrival: { limitMs: 300, checkEveryMs: 100 } });
    port = Number(new URL(await test.listen()).port);
  });
  afterAll(() => test.close());

  it.each([
    ['no header at all', ''],
    ['a header that does not end', 'POST /graphql HTTP/1.1\r\nHost: x\r\n'],
    [
      'a body that does not end',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
  ])('is disconnected: %s', async (_what, text) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    socket.write(text);
    await once(socket, 'close');
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });

  it('has 30 seconds by default, the interval between two checks included', async () => {
    const usual = await startTestApp({ database: test.database });
    const { requestTimeout, headersTimeout } = usual.app.server;
    expect([requestTimeout, headersTimeout]).toEqual([29_000, 29_000]);
    await usual.close();
  });
});

describe('a client that does not read its answers', () => {
  const request = (query: string, token: string) => {
    const body = JSON.stringify({ query });
    return `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  };
  const open = async (test: TestApp) => {
    const socket = connect(Number(new URL(await test.listen()).port), '127.0.0.1');
    await once(
      socket.on('error', () => undefined),
      'connect',
    );
    return socket;
  };

  it('gets its requests run one at a time, and answered in order once it reads', async () => {
    const test = await startTestApp();
    const locker = new pg.Client({ connectionString: test.database.url });
    await locker.connect();
    await locker.query('begin; lock table invitations in access exclusive mode');
    const socket = await open(test);
    const slow = request('{ a: invitations(first: 1) { nodes { id } } }', test.operator);
    socket.write(
      slow + request('{ b: __typename }', test.operator) + request('{ c: __typename }', test.operator),
    );
    const answered = () => test.logs.filter(({ msg }) => msg === 'request').length;
    const waiting = () =>
      test.database.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1));
    // Another connection is answered meanwhile. Without the limit, the two others of this connection would have been answered
    // too.
    expect((await fetch(`${await test.listen()}/healthz`)).status).toBe(200);
    expect(answered()).toBe(0);
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    await locker.query('rollback');
    await vi.waitFor(() => expect(text.match(/"[abc]":/g)).toEqual(['"a":', '"b":', '"c":']));
    socket.destroy();
    await locker.end();
    await test.close();
  });

  it('is disconnected after more than a hundred requests at once', async () => {
    const test = await startTestApp();
    const socket = await open(test);
    // `once` would fail with the reset.
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume().write(request('{ __typename }', test.operator).repeat(1_000));
    await closed;
    expect(
      test.logs.filter(({ msg }) => msg === 'A connection sent too many requests at once.'),
    ).toHaveLength(1);
    await test.close();
  });

  it('is disconnected after it has read nothing for two minutes', async () => {
    const test = await startTestApp({ arrival: { silenceMs: 400 } });
    await test.database.query(`insert into users (email, display_name)
      select i || '@example.org', repeat('x', 200) from generate_series(1, 100) i`);
    const socket = await open(test);
    // 20 MB, more than the kernel's buffers hold.
    const names = Array.from({ length: 10 }, (_, n) => `n${n}: displayName`).join(' ');
    const list = request(`{ users(first: 100) { nodes { ${names} } } }`, test.operator);
    socket.pause().write(list.repeat(100));
    const peers = () =>
      new Promise((resolve) => test.app.server.getConnections((_, count) => resolve(count)));
    await expect.poll(peers).toBe(0);
    socket.destroy();
    await test.close();
    const usual = await startTestApp();
    expect(usual.app.server.timeout).toBe(120_000);
    await usual.close();
  });
});

describe('more connections than there are file descriptors for', () => {
  it('are refused and logged once, and others are served', async () => {
    const lines: string[] = [];
    const server = createServer((_request, response) => response.end('ok'));
    // 128 of them are reserved.
    limitConnections(server, pino({}, { write: (line: string) => void lines.push(line) }), 128 + 40);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const open = async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      await once(socket, 'connect');
      return socket;
    };
    const sockets: Socket[] = [];
    for (let i = 0; i < 50; i += 1) sockets.push(await open());
    await vi.waitFor(() => expect(sockets.filter((socket) => !socket.resume().closed)).toHaveLength(40));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('Connections are refused');
    sockets.find((socket) => !socket.closed)?.destroy();
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200));
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('stay below the limit of open files of the process', async () => {
    const test = await startTestApp();
    expect(test.app.server.maxConnections).toBeGreaterThanOrEqual(32);
    expect(test.app.server.maxConnections).toBeLessThanOrEqual(10_000);
    await test.close();
  });
});
