import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docsRoutes } from './docs.js';

const FILES: Record<string, string> = {
  'index.html': 'the first page',
  'api.html': 'the API',
  'decisions/index.html': 'the decisions',
  'decisions/0001-x.html': 'a decision',
  'assets/app.abc123.js': 'code',
  'before-paint.js': 'first code',
  '404.html': '<script src="./before-paint.js"></script>',
  '.vite/license.md': 'licences',
  '.fingerprint': 'note',
};

let folder: string;
let app: FastifyInstance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-docs-'));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await writeFile(join(folder, 'api.html.gz'), gzipSync('the API'));
  app = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await docsRoutes(app, folder, '/people');
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

describe('the documentation', () => {
  it.each([
    ['/docs/', 'index.html', 'no-cache'],
    ['/docs/?q=1', 'index.html', 'no-cache'],
    ['/docs/api', 'api.html', 'no-cache'],
    ['/docs/api.html', 'api.html', 'no-cache'],
    ['/docs/decisions/', 'decisions/index.html', 'no-cache'],
    ['/docs/decisions/0001-x', 'decisions/0001-x.html', 'no-cache'],
    ['/docs/before-paint.js', 'before-paint.js', 'no-cache'],
    ['/docs/assets/app.abc123.js', 'assets/app.abc123.js', 'public, max-age=31536000, immutable'],
  ])('is served at %s from %s', async (url, file, cacheControl) => {
    const { statusCode, body, headers } = await app.inject(url);
    expect([statusCode, body]).toEqual([200, FILES[file]]);
    expect(headers['cache-control']).toBe(cacheControl);
  });

  it('is sent compressed if the browser accepts it', async () => {
    const { headers } = await app.inject({ url: '/docs/api', headers: { 'accept-encoding': 'gzip' } });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/html; charset=utf-8' });
  });

  it.each([
    ['/docs', 'docs/'],
    ['/docs/decisions', 'decisions/'],
  ])('redirects %s to the folder by a relative address', async (url, location) => {
    const { statusCode, headers } = await app.inject(url);
    expect([statusCode, headers.location]).toEqual([301, location]);
  });

  it.each([
    '/docs/nothing',
    '/docs/api/',
    '/docs/assets/old.js',
    '/docs/.fingerprint',
    '/docs/.vite/license.md',
    '/docs/..%2f..%2fpackage.json',
    '/docs/api.html.gz',
  ])('answers %s with 404 and its own page, whose files are found from any depth', async (url) => {
    const { statusCode, body, headers } = await app.inject(url);
    expect([statusCode, body]).toEqual([404, '<script src="/people/docs/before-paint.js"></script>']);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
  });
});

it('is missing if it is not built', async () => {
  const other = fastify();
  await docsRoutes(other, join(folder, 'nowhere'));
  expect((await other.inject('/docs/')).statusCode).toBe(404);
  await other.close();
});
