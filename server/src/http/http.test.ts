import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildApp } from '../app.js';
import { readEnv } from '../env.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { WAITING } from '../testing/waiting.js';

describe('the server over HTTP', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp({ env: { CORS_ORIGINS: 'https://app.example.org' } });
  });
  afterAll(() => test.close());

  it('is alive and ready, and names the failed check when the database is gone', async () => {
    expect((await test.app.inject('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await test.app.inject('/readyz')).json()).toEqual({ status: 'ok', missing: [] });

    const other = await startTestApp();
    await other.database.drop();
    const unready = await other.app.inject('/readyz');
    expect(unready.statusCode).toBe(503);
    expect(unready.json()).toMatchObject({
      status: 'unready',
      missing: expect.arrayContaining(['database']) as string[],
    });
    expect((await other.app.inject('/healthz')).statusCode).toBe(200);
    await other.app.close();
  });

  it('gives every answer a request id, and logs it with no query and no body', async () => {
    const response = await test.app.inject({
      method: 'POST',
      url: '/graphql?name=somebody',
      payload: { query: '{ users(search: "somebody") { totalCount } }' },
    });
    const id = response.headers['x-request-id'];
    const logged = test.logs.filter(({ reqId }) => reqId === id);
    expect(logged).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/graphql',
        status: 200,
        ms: expect.any(Number) as number,
      }),
    ]);
    expect(JSON.stringify(logged)).not.toContain('somebody');
  });

  it('has a strict Content-Security-Policy and keeps pages out of frames', async () => {
    const { headers } = await test.app.inject('/healthz');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toMatch(/style-src 'self'(;|$)/);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
  });

  it.each([
    ['https://directory.example.org', 'max-age=31536000; includeSubDomains'],
    ['http://localhost:8080', undefined],
  ])('with a PUBLIC_URL of %s has a Strict-Transport-Security of %s', async (PUBLIC_URL, expected) => {
    const other = await startTestApp({ env: { PUBLIC_URL }, database: test.database });
    for (const url of ['/', '/healthz', '/graphql', '/nothing']) {
      const { headers } = await other.app.inject({ url, headers: { accept: 'text/html' } });
      expect(headers['strict-transport-security'], url).toBe(expected);
    }
    await other.close();
  });

  it.each([
    ['an answer', '{"query":"{ users { totalCount } }"}'],
    ['a refusal', '{"query":"{ nobody }"}'],
    ['what is no JSON', '{"query":'],
    ['a batch', '[{"query":"{__typename}"},{"query":"{__typename}"}]'],
  ])('allows no cache to store %s', async (_what, payload) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toMatch(/^application\/json; charset=utf-8$/);
  });

  it.each([
    ['an answer', '{"query":"{ users { totalCount } }"}'],
    ['the same, by a plan', '{"query":"{ users { totalCount } }"}'],
    ['a refusal', '{"query":"{ nobody }"}'],
  ])('sends with %s the headers that browsers apply to answers', async (_what, payload) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${test.operator}` };
    const answer = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(answer.headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(answer.headers).not.toHaveProperty('permissions-policy');
  });

  it('lets only listed origins read answers', async () => {
    const ask = (origin: string, method: 'OPTIONS' | 'POST', app = test.app) =>
      app.inject({
        method,
        url: '/graphql',
        headers: { origin, 'access-control-request-method': 'POST', 'content-type': 'application/json' },
        ...(method === 'POST' ? { payload: { query: '{ __typename }' } } : {}),
      });
    for (const method of ['OPTIONS', 'POST'] as const) {
      const listed = await ask('https://app.example.org', method);
      expect(listed.headers['access-control-allow-origin']).toBe('https://app.example.org');
      // So that a page of that origin may send the cookie of a session.
      expect(listed.headers['access-control-allow-credentials']).toBe('true');
      expect(listed.headers['vary']).toContain('Origin');
      for (const origin of ['https://elsewhere.example', 'https://app.example.org.evil.example', 'null']) {
        const foreign = await ask(origin, method);
        expect(foreign.headers['access-control-allow-origin'], origin).toBeUndefined();
      }
    }
  });

  it.each(['OPTIONS', 'POST'] as const)(
    'lets no other origin read what %s answers where none is listed',
    async (method) => {
      const other = await startTestApp({ database: test.database });
      const { headers, statusCode } = await other.app.inject({
        method,
        url: '/graphql',
        headers: { origin: 'https://app.example.org', 'access-control-request-method': 'POST' },
        ...(method === 'POST' ? { payload: { query: '{ __typename }' } } : {}),
      });
      expect(statusCode).toBe(method === 'POST' ? 200 : 405);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      await other.close();
    },
  );

  it.each([
    'text/plain',
    'text/plain; application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    undefined,
  ])('refuses a request of %s, which a foreign page could send without a preflight', async (type) => {
    const plain = await test.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...(type && { 'content-type': type }), cookie: 'session=1', origin: 'https://evil.example' },
      payload: Buffer.from('{"query":"{ __typename }"}'),
    });
    expect(plain.statusCode).toBeGreaterThanOrEqual(400);
    expect(plain.statusCode).toBeLessThan(500);
    expect(plain.body).not.toContain('__typename":"Query');
  });

  it('answers no query and no write in a URL', async () => {
    expect((await test.app.inject('/graphql?query={__typename}')).statusCode).toBe(400);
  });

  it('refuses a body of more than a megabyte, or that is not JSON, without an internal error', async () => {
    const post = (payload: string) =>
      test.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json' },
        payload,
      });
    expect((await post(JSON.stringify({ query: 'x'.repeat(1_000_001) }))).statusCode).toBe(413);
    expect((await post('{"query":')).statusCode).toBe(400);
    expect((await post('')).statusCode).toBe(400);
    expect((await post('[]')).statusCode).toBe(400);
  });

  it.each([
    ['application/json', '{"query":', 'BAD_REQUEST'],
    ['application/json', '', 'BAD_REQUEST'],
    ['application/json', '[{"query":"{__typename}"}]', 'BAD_REQUEST'],
    ['application/json', '{"query":1}', 'BAD_REQUEST'],
    ['application/json', '{"query":"{__typename}","variables":[1]}', 'BAD_REQUEST'],
    ['application/json', '{"query":"subscription{userChanged{kind}}"}', 'BAD_USER_INPUT'],
    ['application/x-www-form-urlencoded', 'query={__typename}', 'UNSUPPORTED_MEDIA_TYPE'],
  ])('answers %s of %j with %s and the request’s id, and logs no error', async (type, payload, code) => {
    const headers = { 'content-type': type };
    const response = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    const id = response.headers['x-request-id'];
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code, requestId: id } }] });
    expect(response.statusCode).toBeLessThan(500);
    expect(test.logs.filter(({ reqId, level }) => reqId === id && Number(level) > 30)).toEqual([]);
  });

  it('finishes a running request when it closes, and does not wait for its keep-alive connection', async () => {
    const other = await startTestApp();
    const address = await other.listen();
    await other.database.query('begin; lock table users');
    const body = JSON.stringify({ query: '{ users { nodes { id } } }' });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${other.operator}` };
    const answer = fetch(`${address}/graphql`, { method: 'POST', headers, body });
    await expect.poll(() => other.database.query(WAITING)).toHaveLength(1);
    const closed = other.app.close();
    await other.database.query('commit');
    expect(await (await answer).json()).toEqual({ data: { users: { nodes: [] } } });
    // Fastify keeps an idle connection for 72 seconds, which is longer than this test may take.
    await closed;
    await other.close();
  });

  it('answers within two seconds that it is not ready if the database does not answer', async () => {
    const other = await startTestApp();
    let giveUp = (_reason: Error): void => undefined;
    const silence = new Promise<never>((_resolve, reject) => (giveUp = reject));
    const checks = vi.spyOn(pg.Pool.prototype, 'connect').mockReturnValue(silence as never);
    const unready = await other.app.inject('/readyz');
    checks.mockRestore();
    // Background work of every app of this worker has sent statements as well, and would never close.
    giveUp(new Error('The database kept silent.'));
    expect(unready.json()).toEqual({ status: 'unready', missing: ['database'] });
    await other.close();
  });
});

describe('the console’s pages', () => {
  let folder: string;
  let test: TestApp;
  let app: TestApp['app'];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-console-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<title>console</title>');
    await writeFile(join(folder, 'assets', 'app-1234.js'), 'run()');
    test = await startTestApp();
    const log = pino({ level: 'silent' });
    app = await buildApp({ env: readEnv({}), databaseUrl: test.database.url, log, consoleDirectory: folder });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
    await rm(folder, { recursive: true });
  });

  const open = (url: string) => app.inject({ url, headers: { accept: 'text/html' } });

  it('are served for every path that a browser opens, and revalidated each time', async () => {
    for (const path of ['/', '/users', '/users/new', '/users/01a2?q=x', '/playground']) {
      const page = await open(path);
      expect(page.body, path).toBe('<title>console</title>');
      expect(page.headers['cache-control']).toBe('no-cache');
    }
  });

  it('are served at the root to every client, scripts included', async () => {
    const page = await app.inject({ url: '/', headers: { accept: '*/*' } });
    expect([page.statusCode, page.body]).toEqual([200, '<title>console</title>']);
    expect(page.headers['cache-control']).toBe('no-cache');
  });

  it('have no playground if the setting turns it off', async () => {
    const log = pino({ level: 'silent' });
    const env = readEnv({ PLAYGROUND: 'false' });
    const other = await buildApp({ env, databaseUrl: test.database.url, log, consoleDirectory: folder });
    for (const url of ['/playground', '/playground/']) {
      const { statusCode, body } = await other.inject({ url, headers: { accept: '*/*' } });
      expect([statusCode, body]).toEqual([404, '{"error":"Not Found"}']);
    }
    expect((await other.inject({ url: '/playground', headers: { accept: 'text/html' } })).statusCode).toBe(
      404,
    );
    expect((await other.inject({ url: '/', headers: { accept: 'text/html' } })).statusCode).toBe(200);
    await other.close();
  });

  it('have assets that are cached for a year, and a plain 404 for missing files', async () => {
    const asset = await app.inject('/assets/app-1234.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await open('/assets/gone-1.js')).statusCode).toBe(404);
    expect((await app.inject({ url: '/nothing', headers: { accept: 'application/json' } })).statusCode).toBe(
      404,
    );
    expect((await open('/assets/../../package.json')).body).toBe('<title>console</title>');
  });
});
