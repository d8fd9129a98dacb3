import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, onSendHookHandler } from 'fastify';

/** So much of a refused body is read and discarded. A part that the console uploads has a quarter of it. */
const MAX_DISCARDED_BYTES = 16_000_000;

/**
 * Sends an answer that comes before the whole body has arrived at once, and closes the connection only when the rest of the body
 * has come (RFC 9112, 9.6). Node closes at once where the client asks for it, as nginx does with each request. What arrives after
 * that is answered with a TCP reset, and the client discards the answer: behind nginx, a 401, 403 or 413 became a 502.
 */
export function lingerAfterEarlyAnswers(app: FastifyInstance): void {
  // As hooks of each route, which run after all others: those expect the text.
  app.addHook('onRoute', (route) => {
    route.onSend = [route.onSend ?? []].flat().concat(linger);
  });
}

const linger: onSendHookHandler = (request, reply, payload, done) => {
  const hasBody = request.headers['transfer-encoding'] ?? Number(request.headers['content-length'] ?? 0);
  const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
  const { complete, readableEnded } = request.raw;
  if (!hasBody || complete || readableEnded || !isText) return done(null, payload);
  reply.header('content-length', Buffer.byteLength(payload));
  done(null, Readable.from(textThenRest(payload, request.raw), { objectMode: false }));
};

async function* textThenRest(text: string | Buffer, body: IncomingMessage): AsyncGenerator<string | Buffer> {
  yield text;
  await discarded(body);
}

/** Resolves after the end of a body, or after MAX_DISCARDED_BYTES of it. The limit of a request's time holds here too. */
function discarded(body: IncomingMessage): Promise<void> {
  let left = MAX_DISCARDED_BYTES;
  return new Promise((resolve) => {
    if (body.readableEnded || body.destroyed) resolve();
    body.once('end', resolve).once('close', resolve);
    body.on('data', ({ length }: Buffer) => {
      left -= length;
      if (left < 0) resolve();
    });
    body.resume();
  });
}
