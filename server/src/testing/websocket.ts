import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { GraphqlAnswer, TestApp } from './test-app.js';

/**
 * Runs one operation over a WebSocket and answers with its first result. What is refused before it is executed
 * arrives as a message of another kind, and is answered with as by HTTP.
 * @param authorization nobody asks where it is empty
 */
export async function subscribeOnce(
  { listen, operator }: TestApp,
  query: string,
  variables: Record<string, unknown> = {},
  authorization = `Bearer ${operator}`,
): Promise<GraphqlAnswer> {
  const client = createClient({
    url: `${(await listen()).replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: authorization === '' ? {} : { authorization },
    retryAttempts: 0,
  });
  try {
    // The library types extensions loosely; GraphqlAnswer is what our server sends.
    return (await client.iterate({ query, variables }).next()).value as GraphqlAnswer;
  } catch (errors) {
    if (!Array.isArray(errors)) throw errors;
    return { data: undefined, errors: errors as NonNullable<GraphqlAnswer['errors']> };
  } finally {
    await client.dispose();
  }
}
