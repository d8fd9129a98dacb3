import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';
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
  ])('is hung up on: %s', async (_what, text) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    socket.write(text);
    await once(socket, 'close');
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });

  it('has 30 seconds unless told otherwise, the time between two looks included', async () => {
    const usual = await startTestApp({ database: test.database });
    const { requestTimeout, headersTimeout } = usual.app.server;
    expect([requestTimeout, headersTimeout]).toEqual([29_000, 29_000]);
    await usual.close();
  });
});

describe('more connections than there are file descriptors for', () => {
  it('are refused and logged once, and others are served', async () => {
    const lines: string[] = [];
    const server = createServer((_request, response) => response.end('ok'));
    // 128 of them are kept for others.
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

  it('are never as many as the process may open files', async () => {
    const test = await startTestApp();
    expect(test.app.server.maxConnections).toBeGreaterThanOrEqual(32);
    expect(test.app.server.maxConnections).toBeLessThanOrEqual(10_000);
    await test.close();
  });
});
