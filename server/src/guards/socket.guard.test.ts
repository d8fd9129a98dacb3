import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import {
  MAX_SOCKET_MESSAGES,
  MAX_SOCKET_OPERATIONS,
  MAX_SOCKET_REFUSALS,
} from './document/document.limits.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const urlOf = async () => `${(await test.listen()).replace('http', 'ws')}/graphql`;

describe('a WebSocket', () => {
  it('has a limit of simultaneous subscriptions, and may begin another when one has ended', async () => {
    const client = createClient({
      url: await urlOf(),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${test.operator}` },
      retryAttempts: 0,
    });
    const subscribe = () => {
      const events = client.iterate({ query: 'subscription { userChanged { kind } }' });
      const first = events.next();
      first.catch(() => undefined);
      return { events, first };
    };
    const running = Array.from({ length: MAX_SOCKET_OPERATIONS }, subscribe);
    // Messages of one socket are read in order, so those before it have begun when it is refused.
    await expect(subscribe().first).rejects.toMatchObject([
      { extensions: { code: 'TOO_MANY_OPERATIONS', requestId: expect.any(String) as string } },
    ]);
    await running[0]?.events.return?.();
    const query = client.iterate({ query: '{ __typename }' });
    expect((await query.next()).value).toEqual({ data: { __typename: 'Query' } });
    await client.dispose();
  });

  it('is closed when it sends several operations in one message', async () => {
    const socket = new WebSocket(await urlOf(), 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.on('open', () => socket.send(JSON.stringify([{ type: 'connection_init' }, { type: 'ping' }])));
    expect(await closed).toBe(4400);
  });

  const open = async () => {
    const socket = new WebSocket(await urlOf(), 'graphql-transport-ws');
    const closed = once(socket, 'close').then(([code]) => code as number);
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    return { socket, closed };
  };
  const subscribe = (id: number, query: string) =>
    JSON.stringify({ id: String(id), type: 'subscribe', payload: { query } });
  /** In one packet. */
  const sendAll = (socket: WebSocket, messages: string[]) => {
    const { _socket: stream } = socket as unknown as { _socket: Socket };
    stream.cork();
    for (const message of messages) socket.send(message);
    stream.uncork();
  };

  it('has a turn of the event loop for each message, so that others are served between them', async () => {
    const { socket, closed } = await open();
    let turns = 0;
    let counting = true;
    const countTurn = () => {
      turns += 1;
      if (counting) setImmediate(countTurn);
    };
    setImmediate(countTurn);
    const seen: number[] = [];
    const [served] = [...test.app.websocketServer.clients];
    served?.on('message', () => seen.push(turns));
    sendAll(
      socket,
      Array.from({ length: 10 }, (_, id) => subscribe(id, '{ nobody }')),
    );
    await vi.waitFor(() => expect(seen).toHaveLength(10));
    counting = false;
    expect(new Set(seen).size).toBe(10);
    socket.close();
    await closed;
  });

  it.each([
    ['operations are refused', MAX_SOCKET_REFUSALS, (id: number) => subscribe(id, '{ nobody }')],
    ['operations are not allowed', MAX_SOCKET_REFUSALS, (id: number) => subscribe(id, '{ roles { id } }')],
    ['messages come in a second', MAX_SOCKET_MESSAGES, () => JSON.stringify({ type: 'ping' })],
  ])('is closed when too many %s', async (_what, most, message) => {
    const { socket, closed } = await open();
    let answers = 0;
    socket.on('message', () => (answers += 1));
    sendAll(
      socket,
      Array.from({ length: 2 * most }, (_, id) => message(id)),
    );
    expect(await closed).toBe(4429);
    expect(answers).toBeLessThanOrEqual(most + 1);
    expect(answers).toBeGreaterThan(most / 2);
  });
});
