import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeToken } from '../../testing/accounts/access-tokens.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const IMPORT = '0198c2a4-0000-7000-8000-000000000000';
const FULL = 300_000_000;

let test: TestApp;
let reader: string;
beforeAll(async () => {
  test = await startTestApp();
  ({ token: reader } = await makeToken(test.graphql));
  await test.database.query(
    `insert into user_imports (id, token_id, file_name, format, size, expires_at)
      select $1, id, 'a.csv', 'CSV', $2, now() + interval '1 day' from access_tokens where name = 'tests'`,
    [IMPORT, FULL],
  );
});
afterAll(() => test.close());

interface Sent {
  method?: string;
  path: string;
  type?: string;
  token?: () => string;
  bytes?: number;
}

/** Sends the header and the first bytes of a body on a connection that takes no further request. */
async function begin({ method = 'POST', path, type = 'application/json', token, bytes = 8_000_000 }: Sent) {
  const socket = connect(Number(new URL(await test.listen()).port), '127.0.0.1');
  await once(socket, 'connect');
  /** With the error of it. */
  const closed = new Promise<Error | undefined>((resolve) => {
    socket.once('error', resolve).once('close', () => resolve(undefined));
  });
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: x',
    'connection: close',
    `content-type: ${type}`,
    `content-length: ${bytes}`,
    ...(token ? [`authorization: Bearer ${token()}`] : []),
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n${'x'.repeat(1_000)}`);
  return { socket, rest: bytes - 1_000, closed, ...answerOf(socket) };
}

function answerOf(socket: Socket) {
  let text = '';
  socket.setEncoding('utf8').on('data', (data: string) => (text += data));
  const whole = () => {
    const [, status, head = '', length] =
      /^HTTP\/1\.1 (\d+) (.*content-length: (\d+).*?)\r\n\r\n/is.exec(text) ?? [];
    const body = text.slice(text.indexOf('\r\n\r\n') + 4);
    if (status === undefined || body.length < Number(length)) throw new Error('The answer is not complete.');
    return { status: Number(status), head, body: JSON.parse(body) as { errors: object[] } };
  };
  return { answer: () => vi.waitFor(whole, { timeout: 10_000 }) };
}

const IMPORTS = `/users/imports/${IMPORT}?name=a.csv&last=true&offset=`;

describe('an answer that comes before the body', () => {
  it.each<[string, number, Sent]>([
    ['an upload of a stranger', 401, { method: 'PUT', path: `${IMPORTS}0`, type: 'text/csv' }],
    [
      'an upload without the permission',
      403,
      { method: 'PUT', path: `${IMPORTS}0`, type: 'text/csv', token: () => reader },
    ],
    [
      'an upload that grows too large',
      413,
      { method: 'PUT', path: IMPORTS + String(FULL), type: 'text/csv', token: () => test.operator },
    ],
    ['a check with too large choices', 413, { path: `/users/imports/${IMPORT}/check` }],
    ['an operation that is too large', 413, { path: '/graphql' }],
    ['an operation of an unknown type', 415, { path: '/graphql', type: 'text/plain' }],
    ['an export that is too large', 413, { path: '/users/export' }],
    ['a report of another site', 403, { path: '/browser-errors' }],
    ['counts of another site', 403, { path: '/usage-counts' }],
  ])('arrives, and the connection takes the rest: %s', async (_what, status, sent) => {
    const { socket, rest, closed, answer } = await begin(sent);
    const { status: got, head, body } = await answer();
    expect([got, body.errors]).toEqual([status, [expect.any(Object)]]);
    expect(head).toMatch(/^connection: close/im);
    // A closed connection would answer this with a reset.
    const problem = await new Promise((resolve) => socket.write('x'.repeat(rest), resolve));
    expect([problem ?? undefined, await closed]).toEqual([undefined, undefined]);
  });

  it('is the end of the connection after 16 MB more', async () => {
    const { socket, closed, answer } = await begin({ path: '/graphql', bytes: 100_000_000 });
    await answer();
    const more = () => {
      if (socket.writable) socket.write('x'.repeat(1_000_000), more);
    };
    more();
    await closed;
    expect(socket.bytesWritten).toBeLessThan(100_000_000);
  });
});
