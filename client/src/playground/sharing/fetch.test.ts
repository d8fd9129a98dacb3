import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { fetchCall } from './fetch';

interface Sent {
  url: string;
  init: { method: string; headers: Record<string, string>; body: string };
}

/** What the code sends when it runs. */
async function sent(code: string): Promise<Sent> {
  const got = Promise.withResolvers<Sent>();
  const fetch = (url: string, init: Sent['init']) => {
    got.resolve({ url, init });
    return Promise.resolve(Response.json({}));
  };
  await runInNewContext(`(async () => {${code}})()`, { fetch, console: { log: () => undefined } });
  return got.promise;
}

const url = 'http://localhost:4000/graphql';

test('the code sends the operation with its variables, and a placeholder for the token', async () => {
  const query = 'query A($b: String) {\n  # `${b}` \\ "\'\n  users(search: $b) { totalCount }\n}';
  const request = await sent(fetchCall({ url, query, operationName: 'A', variables: { b: "O'Neill ${1}" } }));
  expect(request.url).toBe(url);
  expect(JSON.parse(request.init.body)).toEqual({
    query,
    operationName: 'A',
    variables: { b: "O'Neill ${1}" },
  });
  expect(request.init).toMatchObject({
    method: 'POST',
    headers: { authorization: 'Bearer YOUR_TOKEN', 'content-type': 'application/json' },
  });
});

test('what the operation does not have is not sent', async () => {
  const request = await sent(
    fetchCall({ url, query: '{ viewer { id } }', operationName: undefined, variables: {} }),
  );
  expect(JSON.parse(request.init.body)).toEqual({ query: '{ viewer { id } }' });
});
