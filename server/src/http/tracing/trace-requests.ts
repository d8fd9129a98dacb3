import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Env } from '../../env.js';
import type { RequestTrace, Traces } from './trace.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a request that is traced. */
    trace: RequestTrace | undefined;
  }
}

/** Files and health checks: they would be most of the traces, and are of no interest. */
const NOT_TRACED = /^\/(?:assets\/|healthz|readyz|browser-errors|usage-counts)/;

/** Undefined without OTEL_EXPORTER_OTLP_ENDPOINT; OpenTelemetry is not loaded then. */
export async function loadTraces({ tracing }: Env, log: FastifyBaseLogger): Promise<Traces | undefined> {
  if (!tracing) return undefined;
  const { OtelTraces } = await import('./otel-traces.js');
  return new OtelTraces({ ...tracing, log });
}

/** Traces the requests of an app until it is closed. Without traces no hook is added. */
export function traceRequests(app: FastifyInstance, traces: Traces | undefined): void {
  app.decorateRequest('trace', undefined);
  if (!traces) return;
  app.addHook('onClose', () => traces.close());
  app.addHook('onRequest', (request, _reply, done) => {
    const { url } = request.routeOptions;
    const { traceparent } = request.headers;
    if (url !== undefined && !NOT_TRACED.test(url)) {
      request.trace = traces.request({
        method: request.method,
        route: url,
        requestId: request.id,
        traceparent: typeof traceparent === 'string' ? traceparent : undefined,
      });
    }
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    request.trace?.end(reply.statusCode);
    done();
  });
}
