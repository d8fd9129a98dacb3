import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { message, type MessageKey } from '../../messages/messages.js';

/** A body that is not read, with the status that says why. */
class BodyError extends Error {
  constructor(
    readonly statusCode: number,
    key: MessageKey,
  ) {
    super(message('en', key));
  }
}

/**
 * Reads JSON in UTF-8, as RFC 8259 requires. Fastify replaces invalid UTF-8 with U+FFFD: a letter would be lost for good, and a
 * password would change.
 */
export function jsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  // A type without a parser is answered with 415. Fastify's own parsers read plain text too.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const { 'content-type': type = '', 'content-encoding': coding = 'identity' } = request.headers;
    const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1]?.toLowerCase();
    if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
      return done(new BodyError(415, 'error.body.charset'));
    }
    if (coding.trim().toLowerCase() !== 'identity') return done(new BodyError(415, 'error.body.coding'));
    if (!isUtf8(body)) return done(new BodyError(400, 'error.body.utf8'));
    return parse(request, body.toString('utf8'), done);
  });
}

/** RFC 9112, 3.2: with two Host headers, a proxy and this server might route the request by different ones. */
export function refuseSecondHost(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { rawHeaders } = request.raw;
    let hosts = 0;
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const name = rawHeaders[i];
      if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
    }
    done(hosts > 1 ? new BodyError(400, 'error.host.twice') : undefined);
  });
}
