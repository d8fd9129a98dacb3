import type { FastifyInstance } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import type { Env } from '../../env.js';
import { OperationLog } from '../operation-log.js';
import type { Metrics } from './metrics.js';

interface Sources {
  pool: () => QueryExecutorProvider;
  changes: { readonly connected: boolean };
}

/** Logs each operation and, with METRICS_PORT, measures it. */
export async function observeOperations(
  app: FastifyInstance,
  env: Env,
  sources: Sources,
): Promise<OperationLog> {
  const metrics = await startMetrics(app, env, sources);
  const log = new OperationLog(
    env.log.slowMs,
    metrics && ((record, ms) => metrics.noteOperation(record, ms)),
  );
  log.logRequests(app);
  return log;
}

/** Undefined without METRICS_PORT; prom-client is not loaded then. */
async function startMetrics(
  app: FastifyInstance,
  { http }: Env,
  { pool, changes }: Sources,
): Promise<Metrics | undefined> {
  if (http.metricsPort === undefined) return undefined;
  const { Metrics } = await import('./metrics.js');
  const { MetricsServer } = await import('./metrics-server.js');
  const metrics = await Metrics.load({
    pool,
    openSockets: () => app.websocketServer.clients.size,
    newsConnected: () => changes.connected,
  });
  const server = new MetricsServer(metrics);
  app.addHook('onClose', () => server.close());
  const port = await server.listen(http.metricsPort, http.host);
  app.log.info({ port }, 'Metrics are served at /metrics.');
  return metrics;
}
