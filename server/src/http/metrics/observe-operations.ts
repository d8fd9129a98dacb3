import type { FastifyInstance } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import type { Env } from '../../env.js';
import { listenRefusal } from '../../startup/listen-refusal.js';
import { openSubscriptions } from '../graphql/open-subscriptions.js';
import { OperationLog } from '../operation-log.js';
import type { Traces } from '../tracing/trace.js';
import { traceRequests } from '../tracing/trace-requests.js';
import type { Metrics } from './metrics.js';
import { readDatabaseFigures } from './database-figures.service.js';
import { OPERATION_NAMES } from './operation-names.js';
import type { MetricSources } from './source-gauges.js';
import { TALLIES } from './tallies.js';

interface Sources extends Pick<MetricSources, 'poolFigures' | 'lanes' | 'changes' | 'mailer'> {
  pool: () => QueryExecutorProvider;
  traces: Traces | undefined;
}

/** Logs each operation, measures it with METRICS_PORT, and traces it with OTEL_EXPORTER_OTLP_ENDPOINT. */
export async function observeOperations(
  app: FastifyInstance,
  env: Env,
  sources: Sources,
): Promise<OperationLog> {
  const metrics = await startMetrics(app, env, sources);
  traceRequests(app, sources.traces);
  const log = new OperationLog(
    env.log.slowMs,
    metrics && ((record, ms) => metrics.noteOperation(record, ms)),
    sources.traces,
  );
  log.logRequests(app);
  return log;
}

/** Undefined without METRICS_PORT; prom-client is not loaded then. */
async function startMetrics(
  app: FastifyInstance,
  { http }: Env,
  { pool, traces: _traces, ...sources }: Sources,
): Promise<Metrics | undefined> {
  if (http.metricsPort === undefined) return undefined;
  const { Metrics } = await import('./metrics.js');
  const { MetricsServer } = await import('./metrics-server.js');
  const metrics = await Metrics.load({
    ...sources,
    databaseFigures: () => readDatabaseFigures(pool()),
    operationNames: OPERATION_NAMES,
    tallies: TALLIES,
    openSubscriptions,
    openSockets: () => app.websocketServer.clients.size,
  });
  const server = new MetricsServer(metrics);
  app.addHook('onClose', () => server.close());
  const port = await server.listen(http.metricsPort, http.host).catch((error: NodeJS.ErrnoException) => {
    throw listenRefusal(error, { host: http.host, port: http.metricsPort, variable: 'METRICS_PORT' });
  });
  app.log.info({ port }, 'Metrics are served at /metrics.');
  return metrics;
}
