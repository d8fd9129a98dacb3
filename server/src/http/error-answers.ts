import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GuardError } from '../errors.js';
import { message } from '../messages/messages.js';

/**
 * Answers to what does not reach a GraphQL operation: a body that is no JSON, too large, of another media type.
 * They look like every other error of ours, the request's id included.
 */
export function errorAnswers(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    const ours = status >= 500;
    if (ours) request.log.error({ err: error }, 'A request failed.');
    // What Fastify says of a request repeats nothing of its body.
    const text = ours ? message('en', 'error.internal') : error.message;
    const code = ours ? 'INTERNAL_SERVER_ERROR' : (CODES[status] ?? 'BAD_REQUEST');
    return reply
      .code(status)
      .send({ errors: [{ message: text, extensions: { code, requestId: request.id } }] });
  });
}

/** An answer to a request that a guard has refused before anything else looked at it. */
export function refuseRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: GuardError,
): FastifyReply {
  const code = refusal.extensions['code'];
  request.log.info({ code }, 'A guard refused a request.');
  return reply
    .code(400)
    .send({ errors: [{ message: refusal.message, extensions: { code, requestId: request.id } }] });
}

const CODES: Readonly<Record<number, string>> = {
  408: 'REQUEST_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};
