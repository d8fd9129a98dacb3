import type { HttpRequest, Job, JobInput } from '../system.js';

/** A request as every GraphQL client sends it. */
export function graphqlRequest(
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): HttpRequest {
  return {
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  };
}

/** The variables of a job. Each server has its own form for the start of a deep page and the input of a create. */
export function variablesOf(
  job: Job,
  { id, term, status, email, displayName }: JobInput,
  own: { deep: Record<string, unknown>; input?: Record<string, unknown> },
): Record<string, unknown> {
  switch (job) {
    case 'list':
    case 'totalCount':
      return {};
    case 'deep':
      return own.deep;
    case 'one':
      return { id };
    case 'search':
      return { term };
    case 'byStatus':
      return { status };
    case 'create':
      return { input: own.input ?? { email, displayName } };
  }
}

/** @throws if the answer is an error */
export function dataOf<Data>(body: string): Data {
  const { data, errors } = JSON.parse(body) as { data?: Data | null; errors?: unknown };
  if (errors || !data) throw new Error(`an error was answered: ${body}`);
  return data;
}

/** Sends one request to a GraphQL server, outside the measurement. @throws if the answer has errors */
export async function askGraphql<T>(port: number, ...asked: Parameters<typeof graphqlRequest>): Promise<T> {
  const { path, method, headers, body = '' } = graphqlRequest(...asked);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body });
  return dataOf<T>(await response.text());
}
