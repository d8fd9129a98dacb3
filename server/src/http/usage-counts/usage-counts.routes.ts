import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import { inPerson, type Viewer } from '../../access/viewer.js';
import { networkOf } from '../../auth/sign-in/sign-in-limit.js';
import { message } from '../../messages/messages.js';
import { sendError } from '../../send-error.js';
import { UsageCounter } from '../../usage/usage-counter.service.js';
import { readUsageReport } from '../../usage/usage-report.validation.js';
import { mayCount } from '../../usage/usage.service.js';
import { isOwnPage } from '../browser-errors/browser-errors.routes.js';
import { ReportLimit } from '../browser-errors/report-limit.js';
import { clientAddress } from '../connections/client-address.js';
import { refuseOtherMethods } from '../error-answers.js';

const PATH = '/usage-counts';

/** All counters at once take some 15 KB. */
const BODY_LIMIT_BYTES = 20_000;

/** A console sends one a minute; many may share an address. */
const A_MINUTE = { perNetwork: 300, inTotal: 3_000 };

interface Options {
  /** Our own origin, if it is configured. */
  publicOrigin: string | undefined;
  database: () => QueryExecutorProvider;
  authenticate: (request: FastifyRequest) => Promise<Viewer | null>;
}

/**
 * Receives the console's counts. The access token shows whether its user is counted. Nothing about the user, the session or the
 * address is stored.
 */
export function usageCountsRoutes(
  app: FastifyInstance,
  { publicOrigin, database, authenticate }: Options,
): void {
  const limit = new ReportLimit(A_MINUTE);
  const counter = new UsageCounter({
    database,
    onError: (error) => app.log.warn({ err: error }, 'Counts of usage could not be written.'),
  });
  // Before the database is closed, which onClose does.
  app.addHook('preClose', () => counter.close());
  app.route({
    method: 'POST',
    url: PATH,
    bodyLimit: BODY_LIMIT_BYTES,
    // Before the body is read: a flood costs no parsing.
    onRequest: async (request, reply) => {
      if (!isOwnPage(request, publicOrigin)) {
        return refuse(request, reply, 403, 'FORBIDDEN', 'error.usageCounts.origin');
      }
      if (limit.takes(networkOf(clientAddress(request)))) return undefined;
      return refuse(request, reply.header('retry-after', '60'), 429, 'LIMIT', 'error.usageCounts.limit');
    },
    handler: async (request, reply) => {
      const counts = readUsageReport(request.body);
      if (!counts) return refuse(request, reply, 400, 'BAD_REQUEST', 'error.usageCounts.form');
      if (!asksForPrivacy(request)) {
        const person = inPerson(await authenticate(request));
        if (!person) return refuse(request, reply, 401, 'UNAUTHENTICATED', 'error.unauthenticated');
        if (await mayCount(database(), person.userId)) counter.add(counts);
      }
      return reply.code(204).send();
    },
  });
  refuseOtherMethods(app, PATH, ['POST']);
}

/** Global Privacy Control, and Do Not Track before it. */
function asksForPrivacy({ headers }: FastifyRequest): boolean {
  return headers['sec-gpc'] === '1' || headers['dnt'] === '1';
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  key:
    | 'error.usageCounts.origin'
    | 'error.usageCounts.limit'
    | 'error.usageCounts.form'
    | 'error.unauthenticated',
): FastifyReply {
  return sendError(request, reply, { status, code, text: message('en', key) });
}
