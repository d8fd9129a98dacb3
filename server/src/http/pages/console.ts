import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { compressed } from '../compression.js';

export interface PageOptions {
  /** Whether there is a `/playground`. */
  playground?: boolean;
  /** Whether there is documentation at `/docs`. */
  docs?: boolean;
  /** PUBLIC_URL's path, such as `/people`, or the empty string. */
  basePath?: string;
}

/** Browsers send one of a few headers; others could send any number. */
const MAX_CODINGS = 20;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * Serves the built console: the assets (their names contain a hash, so they are cached for a year), the few files beside the
 * page and, for every other path that a browser opens as a page, the page itself. Its router handles the path.
 */
export async function consoleRoutes(
  app: FastifyInstance,
  directory: string,
  options: PageOptions = {},
): Promise<void> {
  if (!existsSync(join(directory, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    index: false,
    serve: false,
    preCompressed: true,
  });
  await app.register(async (assets) => {
    await assets.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      maxAge: YEAR_MS,
      immutable: true,
      // The build writes a .br and a .gz file beside each asset.
      preCompressed: true,
    });
  });
  for (const file of readdirSync(directory, { withFileTypes: true })) {
    // The build's own files have names that begin with a dot.
    if (!file.isFile() || file.name.startsWith('.') || /\.(html|br|gz)$/.test(file.name)) continue;
    app.get(`/${file.name}`, (_request, reply) => fresh(reply, file.name));
  }
  const page = pageOf(readFileSync(join(directory, 'index.html'), 'utf8'), options);
  // Served regardless of Accept: a person who tests the URL by a script sees that it is the right one.
  app.get('/', (_request, reply) => page(reply));
  app.get('/playground', (_request, reply) => ((options.playground ?? true) ? page(reply) : notFound(reply)));
  app.setNotFoundHandler(async (request, reply) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const opensPage = reads && request.headers.accept?.includes('text/html');
    if (opensPage && !request.url.startsWith('/assets/')) return page(reply);
    return notFound(reply);
  });
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: 'Not Found' });
}

/**
 * The build's page names its files by relative paths, as one build serves every path; a page at `/users/1` needs them from the
 * root on. Placeholders tell the console its base path, and whether there are documentation and a playground. nginx does the
 * same.
 */
function pageOf(
  built: string,
  { playground = true, docs = false, basePath = '' }: PageOptions,
): (reply: FastifyReply) => Promise<FastifyReply> {
  const marks =
    (docs ? 'data-docs ' : '') +
    (playground ? '' : 'data-no-playground ') +
    (basePath && `data-base="${basePath}/" `);
  const text = built.replaceAll('="./', `="${basePath}/`).replace('<html ', `<html ${marks}`);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  // The page is small and the same for all clients, so it is compressed once for each coding, on first request.
  const codings = new Map<string, ReturnType<typeof compressed>>();
  return async (reply) => {
    reply.headers({ 'cache-control': 'no-cache', etag, vary: 'accept-encoding' });
    const { 'if-none-match': known, 'accept-encoding': accepted = '' } = reply.request.headers;
    if (known?.includes(etag)) return reply.code(304).send();
    reply.type('text/html; charset=utf-8');
    const key = String(accepted);
    const compressing = codings.get(key) ?? compressed(text, key);
    if (codings.size < MAX_CODINGS) codings.set(key, compressing);
    const small = await compressing;
    if (!small) return reply.send(text);
    return reply.header('content-encoding', small.coding).send(small.body);
  };
}

/** Files without a hash in the name are revalidated each time: a page names the assets of the running build. */
function fresh(reply: FastifyReply, name: string): FastifyReply {
  return reply.header('cache-control', 'no-cache').sendFile(name, { maxAge: 0, cacheControl: false });
}
