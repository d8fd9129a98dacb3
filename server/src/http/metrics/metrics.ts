import type * as PromClient from 'prom-client';
import type { Counter, Histogram, Registry } from 'prom-client';
import type { OperationRecord } from '../operation-log.js';
import { processGauges } from './process-gauges.js';
import { type MetricSources, sourceGauges } from './source-gauges.js';

/** In seconds. An operation of the console takes some milliseconds, and none may take more than 15 s of the database. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** The metrics of one server in Prometheus's format. prom-client is loaded only if they are on. */
export class Metrics {
  readonly #registry: Registry;
  readonly #names: ReadonlySet<string>;
  readonly #duration: Histogram<'operation'>;
  readonly #failed: Counter<'operation'>;
  readonly #sql: Counter;
  readonly #statements: Counter;
  readonly #beforeScrape: () => Promise<void>;

  private constructor(prom: typeof PromClient, sources: MetricSources) {
    const registers = [(this.#registry = new prom.Registry())];
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
    registerTallies(prom, registers, sources);
    this.#names = sources.operationNames;
    const setOfProcess = processGauges(prom, registers);
    const setOfServer = sourceGauges(prom, registers, sources);
    this.#beforeScrape = () => {
      setOfProcess();
      return setOfServer();
    };
  }

  static async load(sources: MetricSources): Promise<Metrics> {
    const loaded = await import('prom-client');
    // A CommonJS package: bundled, its exports are those of `default`.
    return new Metrics('default' in loaded ? (loaded.default as typeof loaded) : loaded, sources);
  }

  noteOperation({ name, budget, hasFailed }: OperationRecord, ms: number): void {
    const operation = name !== undefined && this.#names.has(name) ? name : 'other';
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

/** Makes counters of what the features count. A scrape reads the counts; adding to one does not involve prom-client. */
function registerTallies(
  { Counter }: typeof PromClient,
  registers: Registry[],
  { tallies }: MetricSources,
): void {
  for (const { name, help, label, tally } of tallies)
    new Counter({
      name: `rollcall_${name}`,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [value, count] of tally.entries) this.inc({ [label]: value }, count);
      },
    });
}
