import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

describe('a path of the API', () => {
  const others = ['DELETE', 'OPTIONS', 'PATCH', 'PUT', 'TRACE'] as const;
  it.each([
    ...others.map((method) => [method, '/graphql', 'GET, HEAD, POST'] as const),
    ...(['/healthz', '/readyz', '/audit/export', '/healthz/'] as const).flatMap((url) =>
      ([...others, 'POST'] as const).map((method) => [method, url, 'GET, HEAD'] as const),
    ),
  ])('answers %s of %s with 405 and %s', async (method, url, allow) => {
    const answer = await test.app.inject({ method, url });
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, allow]);
    const [error] = answer.json<GraphqlAnswer>().errors ?? [];
    const requestId = answer.headers['x-request-id'];
    expect(error).toEqual({
      message: `This address takes ${allow}.`,
      extensions: { code: 'METHOD_NOT_ALLOWED', requestId },
    });
  });

  it.each([
    'text/plain',
    'text/plain; application/json',
    'application/graphql',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
  ])('answers a body of type %s with 415', async (type) => {
    const headers = { 'content-type': type, authorization: `Bearer ${test.operator}` };
    const payload = '{"query":"{ __typename }"}';
    const answer = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(answer.statusCode).toBe(415);
    expect(answer.json<GraphqlAnswer>().errors?.[0]?.extensions['code']).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it.each(['gzip', 'br', 'deflate', 'zstd', 'identity, gzip'])(
    'answers a body in the coding %s with 415',
    async (coding) => {
      const headers = { 'content-type': 'application/json', 'content-encoding': coding };
      const payload = '{"query":"{ __typename }"}';
      const answer = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
      expect(answer.statusCode).toBe(415);
    },
  );
});

describe('every error of the API', () => {
  const json = { 'content-type': 'application/json' };
  const ask = (query: string) => ({ payload: JSON.stringify({ query }), headers: json });
  it.each([
    ['what is no JSON', { method: 'POST', url: '/graphql', headers: json, payload: '{' }, 400],
    ['a batch', { method: 'POST', url: '/graphql', headers: json, payload: '[]' }, 400],
    ['no query', { method: 'POST', url: '/graphql', headers: json, payload: '{}' }, 400],
    ['no body', { method: 'POST', url: '/graphql' }, 400],
    ['a document of another language', { method: 'POST', url: '/graphql', ...ask('select 1') }, 200],
    ['a field that is not there', { method: 'POST', url: '/graphql', ...ask('{ nothing }') }, 200],
    ['who is not signed in', { method: 'POST', url: '/graphql', ...ask('{ users { totalCount } }') }, 200],
    ['a body that is too large', { method: 'POST', url: '/graphql', ...ask(' '.repeat(1_100_000)) }, 413],
    ['a query in the address', { method: 'GET', url: '/graphql?query={__typename}' }, 400],
    ['an address that is none', { method: 'GET', url: '/%zz' }, 400],
    ['an export by nobody', { method: 'GET', url: '/audit/export' }, 401],
    [
      'a WebSocket from elsewhere',
      { method: 'GET', url: '/graphql', headers: { upgrade: 'websocket', origin: 'https://evil.example' } },
      403,
    ],
  ] as const)('has the id of its request: %s', async (_what, request, status) => {
    const answer = await test.app.inject(request);
    expect(answer.statusCode).toBe(status);
    const { errors } = answer.json<GraphqlAnswer>();
    expect(answer.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(errors?.map(({ extensions }) => extensions['requestId'])).toEqual([
      answer.headers['x-request-id'],
    ]);
    expect(errors?.[0]?.extensions['code']).toMatch(/^[A-Z_]+$/);
    expect(answer.body).not.toContain('%zz');
  });
});

describe('a token', () => {
  it.each(['Bearer  %', 'bearer %', 'BEARER % ', 'Bearer %\t'])('is read in %j', async (form) => {
    const authorization = form.replace('%', test.operator);
    const { errors } = await test.graphql('{ users { totalCount } }', {}, { authorization });
    expect(errors).toBeUndefined();
  });

  it.each([
    ['Authorization', 'Bearer '],
    ['AUTHORIZATION', 'bearer  '],
    ['authorization', 'Bearer '],
  ])('is read from %s of a WebSocket’s payload, after "%s"', async (name, scheme) => {
    const client = createClient({
      url: `${(await test.listen()).replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { [name]: `${scheme}${test.operator} ` },
      retryAttempts: 0,
    });
    const { value } = await client.iterate({ query: '{ users { totalCount } }' }).next();
    expect(value).toEqual({ data: { users: { totalCount: 0 } } });
    await client.dispose();
  });
});

describe('a whole number out of range', () => {
  it.each([
    ['{ users(first: 99999999999) { totalCount } }', {}],
    ['query ($n: Int) { users(first: $n) { totalCount } }', { n: 99_999_999_999 }],
    ['query ($n: Int) { users(last: $n) { totalCount } }', { n: -2_147_483_649 }],
  ])('is reported as such: %s', async (query, variables) => {
    const { errors } = await test.graphql(query, variables);
    expect(errors?.[0]?.message).toContain('Int cannot represent non 32-bit signed integer value.');
    expect(JSON.stringify(errors)).not.toMatch(/9999|48364/);
  });
});
