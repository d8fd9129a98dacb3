// @vitest-environment node -- runs the command in a shell.
import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { curlCommand } from './curl';

const run = promisify(execFile);

/** What curl sends when the shell runs the command. */
async function sent(make: (url: string) => string) {
  const got = Promise.withResolvers<{ request: IncomingMessage; body: string }>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      response.end('{}');
      got.resolve({ request, body });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  try {
    const command = make(`http://127.0.0.1:${port}/graphql`);
    await run('bash', ['-c', command], { env: { ...process.env, ROLLCALL_TOKEN: 'rollcall_mine' } });
    return await got.promise;
  } finally {
    server.close();
  }
}

test.each([
  ['plain text', 'query A {\n  viewer {\n    id\n  }\n}', { first: 10 }],
  [
    'what a shell makes something of',
    `{ a(b: "it's $HOME \`id\` \\"x\\" \\\\ !! %s ~ *") }`,
    { search: "O'Brien\n$(id)" },
  ],
  ['other scripts', '# تعليق 日本語\n{ viewer { id } }', { search: 'Zoë 😀' }],
])('the command sends %s as it is, in the name of the reader’s token', async (_what, query, variables) => {
  const { request, body } = await sent((url) => curlCommand({ url, query, operationName: 'A', variables }));

  expect(JSON.parse(body)).toEqual({ query, operationName: 'A', variables });
  expect(request.headers).toMatchObject({
    authorization: 'Bearer rollcall_mine',
    'content-type': 'application/json',
  });
  expect(request.method).toBe('POST');
});

test('what there is none of is left out', () => {
  const command = curlCommand({
    url: 'https://a.example/graphql',
    query: '{ a }',
    operationName: undefined,
    variables: {},
  });
  expect(command).not.toMatch(/operationName|variables/);
});
