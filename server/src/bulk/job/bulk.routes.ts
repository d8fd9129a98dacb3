import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { acceptedLocale } from '../../messages/accepted-locale.js';
import { message } from '../../messages/messages.js';
import { sendError } from '../../send-error.js';
import { BulkItemOutcome } from './bulk-job.enums.js';
import { findJob } from './bulk-job.row.js';
import { exportResults } from './bulk-results.export.js';

interface BulkRoutesOptions {
  database: () => QueryExecutorProvider;
  authenticate: (request: FastifyRequest) => Promise<Viewer | null>;
}

interface Results {
  Params: { id: string };
  Querystring: Record<string, string | string[] | undefined>;
}

/** `GET /bulk/:id/results.csv?outcome=REFUSED`: streams the results of a job as a file to viewers who may see the job. */
export function bulkRoutes(app: FastifyInstance, { database, authenticate }: BulkRoutesOptions): void {
  app.get<Results>('/bulk/:id/results.csv', async (request, reply) => {
    const refuse = (status: number, code: string, text: string) =>
      sendError(request, reply, { status, code, text });
    reply.header('cache-control', 'no-store');

    const viewer = await authenticate(request);
    if (!viewer) return refuse(401, 'UNAUTHENTICATED', message('en', 'error.unauthenticated'));
    const permission = Permission.USERS_READ;
    if (!viewer.permissions.has(permission)) {
      const params = { field: '/bulk/:id/results.csv', permission };
      return refuse(403, 'FORBIDDEN', message('en', 'error.forbidden', params));
    }
    const { outcome, ...unknown } = request.query;
    const known = Object.values(BulkItemOutcome).find((each) => each === outcome);
    if (Object.keys(unknown).length > 0 || (outcome !== undefined && !known)) {
      return refuse(400, 'BAD_USER_INPUT', message('en', 'error.bulk.results'));
    }
    const job = await findJob(database(), viewer, request.params.id, { actor: undefined });
    if (!job) return refuse(404, 'NOT_FOUND', message('en', 'userError.bulk.notFound'));

    const locale = acceptedLocale(request.headers['accept-language']);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="bulk-${job.id}.csv"`)
      .send(Readable.from(exportResults(database(), job, known, locale)));
  });
}
