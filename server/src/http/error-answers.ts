import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type GuardError, requestRefusals } from '../errors.js';
import { sendError } from '../send-error.js';
import { message } from '../messages/messages.js';

/**
 * Answers to requests that do not reach a GraphQL operation: a body that is not JSON, too large, or of another media type. They
 * have the form of all our errors, the request's id included.
 */
export function errorAnswers(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    const ours = status >= 500;
    if (ours) request.log.error({ err: error }, 'A request failed.');
    // Fastify's messages about a request repeat nothing of its body.
    const text = ours ? message('en', 'error.internal') : error.message;
    const code = ours ? 'INTERNAL_SERVER_ERROR' : (CODES[status] ?? 'BAD_REQUEST');
    return sendError(request, reply, { status, code, text });
  });
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Answers other methods with 405 and the list of allowed ones (RFC 9110, 15.5.6). */
export function refuseOtherMethods(app: FastifyInstance, url: string, taken: string[]): void {
  const allow = METHODS.filter((method) => taken.includes(method)).join(', ');
  app.route({
    method: METHODS.filter((method) => !taken.includes(method)),
    url,
    handler: (request, reply) =>
      sendError(request, reply.header('allow', allow), {
        status: 405,
        code: 'METHOD_NOT_ALLOWED',
        text: message('en', 'error.method', { allow }),
      }),
  });
}

/** The answer to a request that a guard has refused before any other processing. */
export function refuseRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: GuardError,
): FastifyReply {
  const code = refusal.extensions['code'];
  requestRefusals.add('guard');
  request.log.info({ code }, 'A guard refused a request.');
  return sendError(request, reply, { status: 400, code: String(code), text: refusal.message });
}

const CODES: Readonly<Record<number, string>> = {
  408: 'REQUEST_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};
