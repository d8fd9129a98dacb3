import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { MAX_SOCKET_OPERATIONS } from './document.limits.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const urlOf = async () => `${(await test.listen()).replace('http', 'ws')}/graphql`;

describe('a WebSocket', () => {
  it('has so many subscriptions at once and no more, and may begin another when one has ended', async () => {
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
});
