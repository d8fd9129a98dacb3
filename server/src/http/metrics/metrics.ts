import type { QueryExecutorProvider } from 'kysely';
import type * as PromClient from 'prom-client';
import type { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { OperationRecord } from '../operation-log.js';
import { OPERATION_NAMES } from './operation-names.js';
import { readDatabaseFigures } from './database-figures.service.js';

/** In seconds. An operation of the console takes some milliseconds, and none may take more than 15 s of the database. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** What is read when `/metrics` is asked for. */
export interface MetricSources {
  pool: () => QueryExecutorProvider;
  openSockets: () => number;
  newsConnected: () => boolean;
}

/** The metrics of one server in Prometheus's format. prom-client is loaded only if they are on. */
export class Metrics {
  readonly #registry: Registry;
  readonly #duration: Histogram<'operation'>;
  readonly #failed: Counter<'operation'>;
  readonly #sql: Counter;
  readonly #statements: Counter;
  readonly #beforeScrape: () => Promise<void>;

  private constructor(prom: typeof PromClient, sources: MetricSources) {
    const registers = [(this.#registry = new prom.Registry())];
    prom.collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 20 });
    this.#duration = new prom.Histogram({
      name: 'rollcall_operation_duration_seconds',
      help: 'Time until the answer was sent, by operation of the console; all else is "other".',
      labelNames: ['operation'],
      buckets: BUCKETS,
      registers,
    });
    this.#failed = new prom.Counter({
      name: 'rollcall_operation_errors_total',
      help: 'Operations whose answer has errors, by operation.',
      labelNames: ['operation'],
      registers,
    });
    this.#sql = new prom.Counter({
      name: 'rollcall_sql_seconds_total',
      help: 'Time that operations waited for SQL.',
      registers,
    });
    this.#statements = new prom.Counter({
      name: 'rollcall_sql_statements_total',
      help: 'SQL statements of operations.',
      registers,
    });
    this.#beforeScrape = sourceGauges(prom, registers, sources);
  }

  static async load(sources: MetricSources): Promise<Metrics> {
    const loaded = await import('prom-client');
    // A CommonJS package: bundled, its exports are those of `default`.
    return new Metrics('default' in loaded ? (loaded.default as typeof loaded) : loaded, sources);
  }

  noteOperation({ name, budget, hasFailed }: OperationRecord, ms: number): void {
    const operation = name !== undefined && OPERATION_NAMES.has(name) ? name : 'other';
    this.#duration.observe({ operation }, ms / 1_000);
    if (hasFailed) this.#failed.inc({ operation });
    this.#sql.inc(budget.sqlMs / 1_000);
    this.#statements.inc(budget.statements);
  }

  async scrape(): Promise<{ text: string; contentType: string }> {
    await this.#beforeScrape();
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }
}

/** Gauges that are set before a scrape. While the database is away, those that come from it keep their last value. */
function sourceGauges(
  { Gauge }: typeof PromClient,
  registers: Registry[],
  { pool, openSockets, newsConnected }: MetricSources,
): () => Promise<void> {
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `rollcall_${name}`, help, registers });
  const sockets = gauge('websockets_open', 'Open WebSockets.');
  const news = gauge('news_connected', '1 if news of other servers arrive.');
  const database = gauge('database_up', '1 if the database answered this scrape.');
  const sealLag = gauge('audit_seal_lag_seconds', 'Age of the oldest audit entry that is not sealed.');
  const jobs = gauge('bulk_jobs_open', 'Bulk jobs that wait or run.');
  const oldestJob = gauge('bulk_job_oldest_seconds', 'Age of the oldest bulk job that waits or runs.');
  return async () => {
    sockets.set(openSockets());
    news.set(newsConnected() ? 1 : 0);
    const figures = await readDatabaseFigures(pool()).catch(() => undefined);
    database.set(figures ? 1 : 0);
    if (!figures) return;
    sealLag.set(figures.sealLagSeconds);
    jobs.set(figures.openJobs);
    oldestJob.set(figures.oldestJobSeconds);
  };
}
