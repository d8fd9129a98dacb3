import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../env.js';
import { ClientImage } from '../testing/servers/nginx.js';
import { startTestApp } from '../testing/test-app.js';
import { pageRoutes } from './pages/page-routes.js';
import { securityHeaders } from './security-headers.js';

/** In containers nginx serves the console's files. Its configuration repeats what the code of this folder does. */
const NGINX = new URL('../../../client/nginx/', import.meta.url);
const readNginx = (name: string) => readFile(new URL(name, NGINX), 'utf8');

type Headers = Record<string, string>;

function headersIn(configuration: string): Headers {
  const lines = configuration.matchAll(/^\s*add_header (\S+) (?:"([^"]*)"|(\$\w+))/gm);
  return Object.fromEntries(
    [...lines].map(([, name = '', text, variable]) => [name.toLowerCase(), text ?? variable ?? '']),
  );
}

const policyIn = (configuration: string) => /set \$policy "([^"]*)";/.exec(configuration)?.[1];

let folder: string;
let app: FastifyInstance;
let template: string;
let common: Headers;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-nginx-'));
  for (const name of ['assets', 'docs/assets', 'docs/decisions']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  const pages = ['index.html', 'before-paint.js', 'assets/index-abc123.js'];
  const docs = ['index.html', '404.html', 'api.html', 'assets/app.abc123.js', 'decisions/index.html'];
  for (const name of [...pages, ...docs.map((page) => `docs/${page}`)]) {
    await writeFile(join(folder, name), '');
  }
  app = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  await securityHeaders(app, { publicUrl: 'https://directory.example.org' });
  await pageRoutes(app, readEnv({}), { console: folder, docs: join(folder, 'docs') });
  template = await readNginx('nginx.conf.template');
  common = headersIn(await readNginx('security-headers.conf'));
  // PUBLIC_URL is https here, as above. nginx sends no empty header.
  common['strict-transport-security'] =
    /https:\/\/\*\) hsts='([^']*)'/.exec(await readNginx('start.sh'))?.[1] ?? '';
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

/** What nginx adds in a location, by the location as the template writes it. */
function locationHeaders(location: string): Headers {
  const start = template.indexOf(`location ${location} {`);
  expect(start, `location ${location}`).toBeGreaterThan(0);
  const block = template.slice(start, template.indexOf('}', start));
  // A location's own headers replace all outer ones, so each location must include the common ones.
  expect(block).toContain('include /etc/rollcall/security-headers.conf;');
  const policy = policyIn(block) ?? policyIn(template.slice(0, template.search(/^\s*location /m)));
  const headers = { ...common, ...headersIn(block) };
  expect(headers['content-security-policy']).toBe('$policy');
  return { ...headers, 'content-security-policy': policy ?? '' };
}

/** Headers of the answer itself, which nginx sets in its own way. */
const NOT_COMPARED = [
  'accept-ranges',
  'connection',
  'content-length',
  'content-type',
  'date',
  'etag',
  'last-modified',
  'vary',
];

describe('nginx sends the same headers with the console as the server', () => {
  it.each([
    ['= /.page', '/'],
    ['= /.page', '/users'],
    ['= /.page', '/playground'],
    ['/', '/before-paint.js'],
    ['/assets/', '/assets/index-abc123.js'],
    ['~ ^/docs/(?:.*/)?(?<docs_name>[^/]+)$', '/docs/api'],
    ['~ ^/docs/(?:.*/)?(?<docs_name>[^/]+)$', '/docs/index.html'],
    ['^~ /docs/assets/', '/docs/assets/app.abc123.js'],
    ['= /.docs-missing', '/docs/nothing', 404],
  ])('in location %s for %s', async (location, url, status = 200) => {
    const { headers, statusCode } = await app.inject({ url, headers: { accept: 'text/html' } });
    expect(statusCode).toBe(status);
    const compared = Object.entries(headers).filter(([name]) => !NOT_COMPARED.includes(name));
    expect(locationHeaders(location)).toEqual(Object.fromEntries(compared));
  });
});

describe('the page that nginx serves is the server’s', () => {
  it.each([
    ['at the root', {}],
    ['without a playground', { PLAYGROUND: 'False' }],
    ['below a path', { PUBLIC_URL: 'https://example.org/staff.v2/people/' }],
    [
      'below a path, without a playground',
      { PUBLIC_URL: 'http://a.example:8080/people', PLAYGROUND: 'false' },
    ],
  ])('%s', async (_, env: Record<string, string>) => {
    await writeFile(join(folder, 'index.html'), '<html lang="en"><script src="./assets/a.js"></script>');
    await writeFile(join(folder, 'docs/404.html'), '<html><script src="./assets/app.abc123.js"></script>');
    const server = fastify();
    await pageRoutes(server, readEnv(env), { console: folder, docs: join(folder, 'docs') });
    const image = await ClientImage.make({ console: folder, env: { SERVER_ADDRESS: 'server:4000', ...env } });
    const { page, missing, configuration } = await image.prepare();
    expect((await server.inject({ url: '/', headers: { accept: 'text/html' } })).body).toBe(page);
    expect((await server.inject('/docs/nothing')).body).toBe(missing);
    expect(configuration).not.toMatch(/@[A-Z_]+@/);
    await image.remove();
    await server.close();
  });
});

it('nginx sends the same headers and the same text for a missing path', async () => {
  const { headers, body } = await app.inject('/nothing');
  expect(headers).toMatchObject(locationHeaders('@not-found'));
  expect(template).toContain(`return 404 '${body}';`);
});

describe('every route of the server is proxied', () => {
  let routes: string[];
  beforeAll(async () => {
    const test = await startTestApp();
    routes = pathsIn(test.app.printRoutes({ commonPrefix: false }));
    await test.close();
  });

  it('by nginx', () => {
    expect(routes).toEqual(expect.arrayContaining(['/graphql', '/bulk/1/results.csv']));
    const passed = [...template.matchAll(/location ~ (\^\S+) \{([^}]*)\}/g)]
      .filter(([, , block = '']) => block.includes('proxy_pass'))
      .map(([, form = '']) => new RegExp(form));
    expect(routes.filter((path) => !passed.some((form) => form.test(path)))).toEqual([]);
  });

  it('by the development server of the console', async () => {
    const config = await readFile(new URL('../../../client/vite.config.ts', import.meta.url), 'utf8');
    // In Vite's form: a pattern after ^, else the prefix of a path.
    const passed = [...config.matchAll(/^ +'(\S+)': \{ target:/gm)].map(([, key = '']) =>
      key.startsWith('^')
        ? (path: string) => new RegExp(key).test(path)
        : (path: string) => path.startsWith(key),
    );
    const isHealth = (path: string) => ['/healthz', '/readyz'].includes(path);
    expect(routes.filter((path) => !isHealth(path) && !passed.some((takes) => takes(path)))).toEqual([]);
  });
});

/** The paths in Fastify's tree of routes, with 1 for each parameter and without those of the console's files. */
function pathsIn(tree: string): string[] {
  const above: string[] = [];
  const paths = tree.split('\n').flatMap((line) => {
    const [, indent = '', name = '', methods] = /^([\s│]*)[├└]── (\S+)(?: \((.*)\))?/.exec(line) ?? [];
    const depth = indent.length / 4;
    above.splice(depth, above.length, name);
    return methods === undefined ? [] : [above.join('')];
  });
  const isFile = (path: string) =>
    ['/', '/*'].includes(path) ||
    /^\/(?:assets|docs|playground)|\.(?:js|txt|svg|png|ico|json|webmanifest)$/.test(path);
  return paths.map((path) => path.replaceAll(/:\w+/g, '1')).filter((path) => !isFile(path));
}
