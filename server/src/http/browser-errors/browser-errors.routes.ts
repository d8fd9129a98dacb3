import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../../auth/sign-in/sign-in-limit.js';
import { Tally } from '../../figures/tally.js';
import { message } from '../../messages/messages.js';
import { sendError } from '../../send-error.js';
import { clientAddress } from '../connections/client-address.js';
import { refuseOtherMethods } from '../error-answers.js';
import { readBrowserError } from './browser-error.js';
import { ReportLimit } from './report-limit.js';

const PATH = '/browser-errors';

/** A report with ten stack places has less than half of this size. */
const BODY_LIMIT_BYTES = 4_096;

/** A console sends at most five; several may share an address. After a faulty release every browser reports the same error. */
const A_MINUTE = { perNetwork: 20, inTotal: 100 };

/** Reports by outcome. */
export const browserErrors = new Tally(['logged', 'limited', 'invalid']);

interface Options {
  /** Our own origin, if it is configured. */
  publicOrigin: string | undefined;
}

/** Receives error reports of the console. They need no sign-in, as the pages for signing in may fail too. */
export function browserErrorRoutes(app: FastifyInstance, { publicOrigin }: Options): void {
  const limit = new ReportLimit(A_MINUTE);
  app.route({
    method: 'POST',
    url: PATH,
    bodyLimit: BODY_LIMIT_BYTES,
    // Before the body is read: a flood costs no parsing.
    onRequest: async (request, reply) => {
      if (!isOwnPage(request, publicOrigin)) {
        browserErrors.add('invalid');
        return refuse(request, reply, 403, 'FORBIDDEN', 'error.browserErrors.origin');
      }
      if (limit.takes(networkOf(clientAddress(request)))) return undefined;
      browserErrors.add('limited');
      return refuse(request, reply.header('retry-after', '60'), 429, 'LIMIT', 'error.browserErrors.limit');
    },
    handler: (request, reply) => {
      const browserError = readBrowserError(request.body);
      if (!browserError) {
        browserErrors.add('invalid');
        return refuse(request, reply, 400, 'BAD_REQUEST', 'error.browserErrors.form');
      }
      browserErrors.add('logged');
      request.log.warn({ browserError }, 'A browser reported an error.');
      return reply.code(204).send();
    },
  });
  refuseOtherMethods(app, PATH, ['POST']);
}

/** A browser sends the origin of the page with each POST. A page of another origin, and a program without one, are refused. */
export function isOwnPage({ headers, host }: FastifyRequest, publicOrigin: string | undefined): boolean {
  const { origin } = headers;
  if (origin === undefined) return false;
  return publicOrigin === undefined ? URL.parse(origin)?.host === host : origin === publicOrigin;
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  key: 'error.browserErrors.origin' | 'error.browserErrors.limit' | 'error.browserErrors.form',
): FastifyReply {
  return sendError(request, reply, { status, code, text: message('en', key) });
}
