import type { FastifyInstance } from 'fastify';

/** A connection with a running request is not idle at the close of the app, so it would be kept alive after its answer. */
export function closeConnectionsOnClose(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}
