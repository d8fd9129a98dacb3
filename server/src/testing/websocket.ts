import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { GraphqlAnswer, TestApp } from './test-app.js';

/** Runs one operation over a WebSocket and answers with its first result. */
export async function subscribeOnce({ listen }: TestApp, query: string): Promise<GraphqlAnswer> {
  const client = createClient({
    url: `${(await listen()).replace('http', 'ws')}/graphql`,
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
