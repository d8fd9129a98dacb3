import type { FastifyReply, FastifyRequest } from 'fastify';

interface ErrorAnswer {
  status: number;
  code: string;
  text: string;
}

/** An error in the form of GraphQL's, of a request that is not answered by GraphQL. */
export function sendError(
  { id: requestId }: FastifyRequest,
  reply: FastifyReply,
  { status, code, text }: ErrorAnswer,
): FastifyReply {
  return reply.code(status).send({ errors: [{ message: text, extensions: { code, requestId } }] });
}
