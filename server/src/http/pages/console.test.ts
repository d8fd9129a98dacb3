import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes } from './console.js';
import { securityHeaders } from '../security-headers.js';

const FILES = {
  'index.html': '<html lang="en"><title>console</title>',
  'before-paint.js': 'paint()',
  // The fingerprint of the build's sources.
  '.fingerprint': 'server/src/main.ts 1234',
  'assets/index-abc123.js': 'start()',
  'assets/index-abc123.js.br': 'smaller',
};

let directory: string;
let app: FastifyInstance;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-console-'));
  await mkdir(join(directory, 'assets'));
  await Promise.all(Object.entries(FILES).map(([name, text]) => writeFile(join(directory, name), text)));
  app = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await securityHeaders(app);
  await consoleRoutes(app, directory);
});

afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

const PAGE = { accept: 'text/html,application/xhtml+xml' };
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

test('a file whose name starts with a dot is not served', async () => {
  expect((await get('/.fingerprint')).statusCode).toBe(404);
});

describe('a page', () => {
  test.each(['/', '/users', '/users/0198', '/users/new?q=a%20b', '/no/such/page'])(
    'that only the console knows is the console: %s',
    async (url) => {
      const { statusCode, body, headers } = await get(url, PAGE);
      expect([statusCode, body]).toEqual([200, FILES['index.html']]);
      expect(headers['cache-control']).toBe('no-cache');
    },
  );

  test('is answered to HEAD as to GET', async () => {
    const { statusCode, body } = await app.inject({ method: 'HEAD', url: '/users', headers: PAGE });
    expect([statusCode, body]).toEqual([200, '']);
  });

  test('may load only scripts and styles from our own files', async () => {
    const policy = String((await get('/users', PAGE)).headers['content-security-policy']);
    expect(policy.split(';')).toEqual(expect.arrayContaining(["script-src 'self'", "style-src 'self'"]));
    expect(policy).not.toMatch(/unsafe|blob:|https?:|\*/);
  });

  test('is not sent again to a browser that has cached it', async () => {
    const { etag = '' } = (await get('/users', PAGE)).headers;
    expect((await get('/users', { ...PAGE, 'if-none-match': etag })).statusCode).toBe(304);
  });
});

describe('the playground', () => {
  test.each(['/playground', '/playground/'])('is the console at %s, whatever is accepted', async (url) => {
    for (const headers of [PAGE, { accept: '*/*' }]) {
      const { statusCode, body } = await get(url, headers);
      expect([statusCode, body]).toEqual([200, FILES['index.html']]);
    }
  });

  test('has the policy of every other page', async () => {
    const [playground, users] = await Promise.all([get('/playground', PAGE), get('/users', PAGE)]);
    expect(playground.headers['content-security-policy']).toBe(users.headers['content-security-policy']);
  });

  test('is missing if the setting turns it off, and each page informs the console', async () => {
    const without = fastify({ routerOptions: { ignoreTrailingSlash: true } });
    await consoleRoutes(without, directory, { playground: false });
    for (const url of ['/playground', '/playground/']) {
      expect((await without.inject({ url, headers: PAGE })).statusCode).toBe(404);
    }
    for (const url of ['/', '/users']) {
      const { statusCode, body, headers } = await without.inject({ url, headers: PAGE });
      expect([statusCode, body]).toEqual([200, '<html data-no-playground lang="en"><title>console</title>']);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
      });
    }
    await without.close();
  });
});

test.each(['gzip', 'br'])('the page goes out as %s to a browser that takes it', async (coding) => {
  const plain = await get('/', PAGE);
  const { headers, rawPayload } = await get('/', { ...PAGE, 'accept-encoding': coding });
  expect([headers['content-encoding'], headers['vary']]).toEqual([coding, 'accept-encoding']);
  const read = { gzip: gunzipSync, br: brotliDecompressSync }[coding];
  expect(read?.(rawPayload).toString()).toBe(plain.body);
});

describe('a file', () => {
  test('with a hash in its name is cached for a year', async () => {
    const { headers, body } = await get('/assets/index-abc123.js');
    expect(body).toBe('start()');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('is sent compressed to a browser that accepts it', async () => {
    const { headers, body } = await get('/assets/index-abc123.js', { 'accept-encoding': 'gzip, br' });
    expect([headers['content-encoding'], body]).toEqual(['br', 'smaller']);
    expect(headers['content-type']).toContain('javascript');
  });

  test('beside the pages is revalidated each time', async () => {
    const { headers, body } = await get('/before-paint.js');
    expect([headers['cache-control'], body]).toEqual(['no-cache', 'paint()']);
  });

  test.each([
    '/assets/index-of-the-build-before.js',
    '/favicon.ico',
    '/../package.json',
    '/assets/../index.html',
  ])('that does not exist is answered with 404, not with the page: %s', async (url) => {
    const { statusCode, body } = await get(url);
    expect([statusCode, body]).toEqual([404, '{"error":"Not Found"}']);
  });

  test('of the previous build is answered with 404, even if HTML is accepted', async () => {
    expect((await get('/assets/old.js', PAGE)).statusCode).toBe(404);
  });
});

test('a path of the API is not answered with a page', async () => {
  const { statusCode } = await app.inject({ method: 'POST', url: '/users', headers: PAGE });
  expect(statusCode).toBe(404);
});

test('the server runs without a built console', async () => {
  const bare = fastify();
  await consoleRoutes(bare, join(directory, 'nowhere'));
  expect((await bare.inject({ url: '/users', headers: PAGE })).statusCode).toBe(404);
  await bare.close();
});
