import type { HttpRequest } from '../system.js';

/** A request as every GraphQL client sends it. */
export function graphqlRequest(query: string, variables: Record<string, unknown> = {}): HttpRequest {
  return {
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
  };
}

/** @throws where the answer is an error. */
export function dataOf<Data>(body: string): Data {
  const { data, errors } = JSON.parse(body) as { data?: Data | null; errors?: unknown };
  if (errors || !data) throw new Error(`an error was answered: ${body}`);
  return data;
}
