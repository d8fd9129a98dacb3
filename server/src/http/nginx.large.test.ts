import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type Ask, ask, type Both, CONSOLE, DOCS, startBoth } from '../testing/servers/behind-nginx.js';
import { freePort, startNginx } from '../testing/servers/nginx.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';

// In containers nginx serves the console's files, and the server is behind it. Here both run, and get the same requests.

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/**
 * Headers that depend on the connection, the time or the file's own tag; `keep-alive` and `content-length` depend on how the
 * body is sent.
 */
const NOT_COMPARED = [
  'accept-ranges',
  'connection',
  'content-length',
  'date',
  'etag',
  'keep-alive',
  'last-modified',
  'server',
  'transfer-encoding',
  'vary',
  'x-request-id',
];

async function compared(url: string, asked: Ask) {
  const { status, headers, body } = await ask(url, asked);
  const kept = Object.entries(headers).filter(([name]) => !NOT_COMPARED.includes(name));
  const all = Object.fromEntries(kept);
  const [type = ''] = String(all['content-type']).split(';');
  // Both names mean the same type.
  all['content-type'] = type.replace('application/javascript', 'text/javascript');
  return { status, headers: all, body: body.replace(/"requestId":"[^"]*"/, '') };
}

const ACCEPTED = ['*/*', 'text/html,application/xhtml+xml,*/*;q=0.8', 'application/json'];
const someAsset = (ending: string, folder = CONSOLE) => {
  const name = readdirSync(join(folder, 'assets')).find((each) => each.endsWith(ending));
  return `${folder === DOCS ? '/docs' : ''}/assets/${name}`;
};
const PATHS = () => [
  '/',
  '/users',
  '/users/0198?x=y',
  '/no/such/page',
  '/playground',
  '/playground/',
  '/index.html',
  '/before-paint.js',
  '/.fingerprint',
  '/.vite/license.md',
  someAsset('.css'),
  someAsset('.js'),
  someAsset('.png'),
  '/assets/gone-1234.js',
  '/assets/',
  '/assets',
  '/docs/',
  '/docs/api',
  '/docs/api?x=y',
  '/docs/api.html',
  '/docs/api/',
  '/docs/decisions/',
  '/docs/before-paint.js',
  '/docs/no/such/page',
  '/docs/nothing/',
  '/docs/assets/gone-1234.js',
  someAsset('.css', DOCS),
  someAsset('.js', DOCS),
  '/robots.txt',
  '/healthz',
  '/healthz/',
  '/readyz',
  '/.well-known/security.txt',
  '/graphql',
  '/graphql?query=%7B__typename%7D',
  '/audit/export',
  '/feedback/export',
  '/browser-errors',
  '/usage-counts',
  '/users/imports/0198c2a4-0000-7000-8000-000000000000/refused',
];

const QUERY = { headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' };

describe.each([
  ['at the root', '', {}],
  ['without a playground', '', { PLAYGROUND: 'false' }],
  ['at an address of https', '', { PUBLIC_URL: 'https://directory.example.org', TRUST_PROXY: '1' }],
  ['below a path', '/staff.v2/people', { PUBLIC_URL: 'http://directory.example.org/staff.v2/people' }],
])('nginx and the server answer alike %s', (_, basePath, env: Record<string, string>) => {
  let both: Both;
  beforeAll(async () => {
    both = await startBoth(database, env);
  });
  afterAll(() => both.stop());

  const expectAlike = async (path: string, asked: Ask) => {
    const [byNginx, byServer] = await Promise.all([
      compared(both.nginx + path, asked),
      compared(both.server + path, asked),
    ]);
    expect(byNginx, `${asked.method ?? 'GET'} ${path} ${JSON.stringify(asked.headers)}`).toEqual(byServer);
    return byServer.status;
  };

  it('every path, with any Accept header', async () => {
    const statuses = new Set<number>();
    for (const path of PATHS()) {
      for (const base of new Set(['', basePath])) {
        for (const accept of ACCEPTED) {
          for (const method of ['GET', 'HEAD']) {
            statuses.add(await expectAlike(base + path, { method, headers: { accept } }));
          }
        }
      }
    }
    expect([...statuses]).toEqual(expect.arrayContaining([200, 404, 401]));
  });

  it('the page itself to a script, only at the root', async () => {
    for (const path of new Set(['/', basePath || '/', `${basePath}/`])) {
      const { status, body } = await ask(both.nginx + path, { headers: { accept: '*/*' } });
      expect([path, status]).toEqual([path, 200]);
      expect(body).toContain(`src="${basePath}/assets/`);
    }
  });

  it('with the folders of the documentation at paths that end in a slash', async () => {
    for (const [path, location] of [
      ['/docs', 'docs/'],
      ['/docs/decisions', 'decisions/'],
    ]) {
      for (const url of [both.nginx, both.server]) {
        const { status, headers } = await ask(url + basePath + path);
        expect([status, headers.location]).toEqual([301, location]);
      }
    }
  });

  it('every method, and an operation', async () => {
    for (const path of [
      '/',
      '/users',
      someAsset('.js'),
      '/graphql',
      '/healthz',
      '/browser-errors',
      '/usage-counts',
    ]) {
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
        await expectAlike(basePath + path, { method });
      }
    }
    expect(await expectAlike(`${basePath}/graphql`, { method: 'POST', ...QUERY })).toBe(200);
    expect(await expectAlike(`${basePath}/users/export`, { method: 'POST', ...QUERY })).toBe(401);
  });

  it('what the server refuses before it has read the body', async () => {
    const text = 'a,b\n'.repeat(1_000_000);
    // After such an answer a connection is not used again.
    const once = { connection: 'close' };
    const files = { method: 'PUT', headers: { ...once, 'content-type': 'text/csv' }, body: text };
    const json = {
      method: 'POST',
      headers: { ...once, ...QUERY.headers },
      body: `"${'x'.repeat(1_500_000)}"`,
    };
    const refused: [string, Ask, number][] = [
      // Larger than what nginx passes on elsewhere, and passed on as it comes.
      ['/users/imports/1?last=true', files, 401],
      ['/users/imports/1/check', json, 413],
      ['/graphql', json, 413],
      ['/users/export', json, 413],
      ['/browser-errors', json, 403],
      ['/usage-counts', json, 403],
    ];
    for (const [path, asked, status] of refused) {
      // Each several times, as it was a race between the answer and the rest of the body.
      for (let n = 0; n < 10; n += 1)
        expect([path, await expectAlike(basePath + path, asked)]).toEqual([path, status]);
    }
  });

  it('to conditional requests, and in the compression that both have', async () => {
    for (const path of [basePath || '/', basePath + someAsset('.css')]) {
      for (const url of [both.nginx, both.server]) {
        const { headers } = await ask(url + path, { headers: { accept: 'text/html' } });
        const again = { accept: 'text/html', 'if-none-match': headers.etag ?? '' };
        expect((await ask(url + path, { headers: again })).status).toBe(304);
      }
    }
    const asset = basePath + someAsset('.css.gz').replace('.gz', '');
    await expectAlike(asset, { headers: { 'accept-encoding': 'gzip' } });
    const { headers } = await ask(both.nginx + asset, { headers: { 'accept-encoding': 'gzip' } });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  });

  it('a WebSocket of our own origin', async () => {
    const origin = env['PUBLIC_URL'] && new URL(env['PUBLIC_URL']).origin;
    for (const url of [both.nginx, both.server]) {
      const socket = new WebSocket(
        `${url.replace('http', 'ws')}${basePath}/graphql`,
        'graphql-transport-ws',
        { origin: origin ?? url },
      );
      await once(socket, 'open');
      socket.send('{"type":"connection_init"}');
      const [message] = (await once(socket, 'message')) as [Buffer];
      expect(JSON.parse(message.toString())).toMatchObject({ type: 'connection_ack' });
      socket.close();
      await once(socket, 'close');
    }
  });
});

it('nginx reports in JSON that the server is away', async () => {
  const both = await startBoth(database, {});
  const port = await freePort();
  const alone = await startNginx({ console: CONSOLE, env: { SERVER_ADDRESS: `127.0.0.1:${port}` } });
  const { status, body, headers } = await ask(`${alone.url}/graphql`, { method: 'POST', ...QUERY });
  expect([status, body]).toEqual([502, '{"error":"Bad Gateway"}']);
  expect(headers['content-type']).toMatch(/^application\/json/);
  await alone.stop();
  await both.stop();
});
