import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * Serves the built console: the assets (their names carry a hash, so they are kept for a year), the few files beside
 * the page and, for every other path that a browser opens as a page, the page itself, whose router knows the path.
 * @param playground whether there is a `/playground`.
 */
export async function consoleRoutes(
  app: FastifyInstance,
  directory: string,
  playground = true,
): Promise<void> {
  if (!existsSync(join(directory, 'index.html'))) return;
  await app.register(fastifyStatic, { root: directory, wildcard: false, index: false, serve: false });
  await app.register(async (assets) => {
    await assets.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      maxAge: YEAR_MS,
      immutable: true,
      // The build lays a .br and a .gz beside each.
      preCompressed: true,
    });
  });
  for (const file of readdirSync(directory, { withFileTypes: true })) {
    // The build keeps notes of its own under names with a dot.
    if (!file.isFile() || file.name.endsWith('.html') || file.name.startsWith('.')) continue;
    app.get(`/${file.name}`, (_request, reply) => fresh(reply, file.name));
  }
  const page = playground
    ? (reply: FastifyReply) => fresh(reply, 'index.html')
    : withoutPlayground(directory);
  // Whatever the asker accepts: whoever tries the address by a script learns that it is the right one.
  app.get('/', (_request, reply) => page(reply));
  app.get('/playground', (_request, reply) => (playground ? page(reply) : notFound(reply)));
  app.setNotFoundHandler((request, reply) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const opensPage = reads && request.headers.accept?.includes('text/html');
    if (opensPage && !request.url.startsWith('/assets/')) return page(reply);
    return notFound(reply);
  });
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: 'Not Found' });
}

/** The page with a mark, by which the console leaves out its playground and each link to it. nginx makes the same. */
function withoutPlayground(directory: string): (reply: FastifyReply) => FastifyReply {
  const text = readFileSync(join(directory, 'index.html'), 'utf8').replace(
    '<html ',
    '<html data-no-playground ',
  );
  return (reply) => reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(text);
}

/** What has no hash in its name is asked for anew each time: a page names the assets of the build that is running. */
function fresh(reply: FastifyReply, name: string): FastifyReply {
  return reply.header('cache-control', 'no-cache').sendFile(name, { maxAge: 0, cacheControl: false });
}
