import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

describe('a body', () => {
  const CREATE = `mutation { createUser(input: { email: "jose@example.org", displayName: "José" }) {
    user { displayName } userErrors { code } } }`;
  const post = (payload: Buffer, headers: Record<string, string> = {}) =>
    test.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${test.operator}`, ...headers },
      payload,
    });
  const json = JSON.stringify({ query: CREATE });

  it.each([
    ['in Latin-1', Buffer.from(json, 'latin1'), {}, 400, 'BAD_REQUEST'],
    ['cut within a letter', Buffer.from(json).subarray(0, json.indexOf('é') + 1), {}, 400, 'BAD_REQUEST'],
    [
      'that is said to be in Latin-1',
      Buffer.from(json),
      { 'content-type': 'application/json; charset="iso-8859-1"' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['that is compressed', gzipSync(json), { 'content-encoding': 'gzip' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('%s is refused, and nothing of it is stored', async (_what, payload, headers, status, code) => {
    const answer = await post(payload, headers);
    expect(answer.statusCode).toBe(status);
    const [error] = answer.json<GraphqlAnswer>().errors ?? [];
    expect(error?.extensions).toEqual({ code, requestId: answer.headers['x-request-id'] });
    expect(await test.database.query('select from users')).toEqual([]);
  });

  it('in UTF-8 is read, also with a charset parameter', async () => {
    const answer = await post(Buffer.from(json), { 'content-type': 'application/json; Charset=UTF-8' });
    expect(answer.json<GraphqlAnswer>().data.createUser.user).toEqual({ displayName: 'José' });
  });
});

it('a request with two Host headers is refused', async () => {
  const socket = connect(Number(new URL(await test.listen()).port), '127.0.0.1');
  socket.write('GET /healthz HTTP/1.1\r\nHost: a.example\r\nhost: b.example\r\nConnection: close\r\n\r\n');
  let text = '';
  socket.setEncoding('utf8').on('data', (data: string) => (text += data));
  await once(socket, 'close');
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
});

describe('a WebSocket with PUBLIC_URL set', () => {
  let other: TestApp;
  beforeAll(async () => {
    other = await startTestApp({
      env: { PUBLIC_URL: 'https://directory.example.org', CORS_ORIGINS: 'https://app.example.org' },
      database: test.database,
    });
  });
  afterAll(() => other.close());

  const statusOf = async (origin: string, host: string) => {
    const url = `${(await other.listen()).replace('http', 'ws')}/graphql`;
    const socket = new WebSocket(url, 'graphql-transport-ws', { origin, headers: { host } });
    return new Promise<number>((resolve) => {
      socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
      socket.on('open', () => {
        socket.close();
        resolve(101);
      });
    });
  };

  it.each([
    ['https://directory.example.org', 'directory.example.org', 101],
    ['https://app.example.org', 'directory.example.org', 101],
    ['http://evil.example', 'evil.example', 403],
    ['http://directory.example.org', 'directory.example.org', 403],
  ])(
    'accepts our own origin and the listed ones, whatever the Host: %s at %s',
    async (origin, host, status) => {
      expect(await statusOf(origin, host)).toBe(status);
    },
  );
});

describe('/graphql', () => {
  it('includes the request’s id in the answer to an unknown media type', async () => {
    const headers = { accept: 'text/html', authorization: `Bearer ${test.operator}` };
    const payload = { query: '{ users { totalCount } }' };
    const answer = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(answer.statusCode).toBe(406);
    const [error] = answer.json<GraphqlAnswer>().errors ?? [];
    expect(error?.extensions['requestId']).toBe(answer.headers['x-request-id']);
  });
});
