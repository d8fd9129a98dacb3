import type { AddressInfo } from 'node:net';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { GraphqlAnswer, TestApp } from './test-app.js';

/** Runs one operation over a WebSocket and answers with its first result. */
export async function subscribeOnce({ app }: TestApp, query: string): Promise<GraphqlAnswer> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const client = createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  try {
    // The library types extensions loosely; GraphqlAnswer is what our server sends.
    return (await client.iterate({ query }).next()).value as GraphqlAnswer;
  } finally {
    await client.dispose();
  }
}
