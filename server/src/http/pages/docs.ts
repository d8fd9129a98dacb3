import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

export function hasDocs(directory: string): boolean {
  return existsSync(join(directory, 'index.html'));
}

/**
 * Serves the built documentation below /docs: pages without `.html` in their paths, assets (whose names contain a hash) cached
 * for a year, and its own page with 404 for missing paths. client/nginx does the same.
 *
 * The pages have relative links, so the build works with every PUBLIC_URL, and the path of a folder's page must end in a slash.
 * A path without the slash is redirected, by a relative path too.
 */
export async function docsRoutes(app: FastifyInstance, directory: string, basePath = ''): Promise<void> {
  if (!hasDocs(directory)) return;
  const files = filesIn(directory);
  const missing = readFileSync(join(directory, '404.html'), 'utf8').replaceAll('="./', `="${basePath}/docs/`);
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const place = placeOf(request, files);
    if (!place) {
      return reply
        .code(404)
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(missing);
    }
    if (place.redirect !== undefined) return reply.redirect(place.redirect, 301);
    if (place.file.startsWith('assets/'))
      return reply.sendFile(place.file, { maxAge: YEAR_MS, immutable: true });
    return reply.header('cache-control', 'no-cache').sendFile(place.file, { cacheControl: false });
  };
  await app.register(async (docs) => {
    // The build writes a .gz beside each text file.
    await docs.register(fastifyStatic, { root: directory, serve: false, preCompressed: true });
    docs.get('/docs', answer);
    docs.get('/docs/*', answer);
  });
}

/** The files by their paths from the directory, with `/` between folders. */
function filesIn(directory: string): Set<string> {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.gz'))
    .map(({ parentPath, name }) => relative(directory, join(parentPath, name)).replaceAll(sep, '/'));
  // Names that begin with a dot are the build's own files.
  return new Set(found.filter((path) => !/(^|\/)\./.test(path)));
}

type Place = { file: string; redirect?: undefined } | { file?: undefined; redirect: string };

/** The file of a path, or the target of a redirect; undefined if there is neither. */
function placeOf({ url, params }: FastifyRequest, files: ReadonlySet<string>): Place | undefined {
  const { '*': rest = '' } = params as { '*'?: string };
  const path = rest.replace(/\/$/, '');
  const index = posix.join(path, 'index.html');
  if (/^[^?]*\/(\?|$)/.test(url)) return files.has(index) ? { file: index } : undefined;
  const file = [path, `${path}.html`].find((each) => files.has(each));
  if (file) return { file };
  return files.has(index) ? { redirect: `${encodeURI(posix.basename(path) || 'docs')}/` } : undefined;
}
