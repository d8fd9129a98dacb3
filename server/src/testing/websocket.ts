import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { GraphqlAnswer, TestApp } from './test-app.js';

/**
 * Runs one operation over a WebSocket and returns its first result. An operation that is refused before it is executed gets
 * another kind of message, which is returned in the form of HTTP.
 * @param authorization empty for no sign-in
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
