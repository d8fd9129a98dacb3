import type { FastifyInstance } from 'fastify';
import type { Env } from '../../env.js';
import { consoleRoutes } from './console.js';
import { docsRoutes, hasDocs } from './docs.js';

/** The documentation comes first: each has its own `sendFile`, and the console's applies to the whole server. */
export async function pageRoutes(
  app: FastifyInstance,
  { http, graphql }: Env,
  folders: { console: string; docs: string },
): Promise<void> {
  await docsRoutes(app, folders.docs, http.basePath);
  await consoleRoutes(app, folders.console, {
    playground: graphql.playground,
    docs: hasDocs(folders.docs),
    basePath: http.basePath,
  });
}
