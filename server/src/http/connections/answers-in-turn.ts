import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Each takes some 10 KB. Browsers and proxies send the next request after the answer. */
const MAX_WAITING = 100;

/**
 * With HTTP pipelining, a client sends requests before it gets the answers to the previous ones. Here they wait until these
 * answers are written. Node would run all of them at once and keep the answers: twenty connections with a thousand lists each,
 * whose client read nothing, took 945 MB. A connection with more than a hundred waiting requests is closed.
 */
export function answerInTurn(app: FastifyInstance): void {
  /** The waiting requests of connections with a running one. */
  const waiting = new WeakMap<Socket, (() => void)[]>();
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    // Emitted after the answer, and when the client is gone.
    reply.raw.once('close', () => {
      const next = waiting.get(socket)?.shift();
      if (next) next();
      else waiting.delete(socket);
    });
    const others = waiting.get(socket);
    if (!others) {
      waiting.set(socket, []);
      done();
    } else if (others.length < MAX_WAITING) others.push(done);
    else if (!socket.destroyed) {
      request.log.info('A connection sent too many requests at once.');
      socket.destroy();
    }
  });
}
