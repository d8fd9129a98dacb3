import type * as PromClient from 'prom-client';
import type { Registry } from 'prom-client';
import type { Lanes } from '../../database/pipeline/lanes.js';
import type { PoolFigures } from '../../database/request-budget.js';
import type { Mailer } from '../../mail/mailer.js';
import type { UserChangeFeed } from '../../users/news/user-change.feed.js';
import type { DatabaseFigures } from './database-figures.service.js';
import type { Counted } from './tallies.js';

/**
 * The sources that a scrape of `/metrics` reads. This file imports only types of the server: the bundler would move code that
 * this lazy file shares with the server into a separate chunk, which would run too early.
 */
export interface MetricSources {
  databaseFigures: () => Promise<DatabaseFigures>;
  operationNames: ReadonlySet<string>;
  tallies: readonly Counted[];
  poolFigures: () => PoolFigures;
  lanes: Pick<Lanes, 'figures'>;
  changes: Pick<UserChangeFeed, 'connected' | 'lagSeconds'>;
  mailer: Pick<Mailer, 'queued'>;
  openSockets: () => number;
  openSubscriptions: () => number;
}

/**
 * Gauges that are set before a scrape.
 * @returns a function that sets them
 */
export function sourceGauges(
  prom: typeof PromClient,
  registers: Registry[],
  sources: MetricSources,
): () => Promise<void> {
  const [setOwn, setOfDatabase] = [
    ownGauges(prom, registers, sources),
    databaseGauges(prom, registers, sources),
  ];
  return async () => {
    setOwn();
    await setOfDatabase();
  };
}

/** Values of this process. */
function ownGauges(
  { Gauge }: typeof PromClient,
  registers: Registry[],
  { openSockets, openSubscriptions, poolFigures, lanes, changes, mailer }: MetricSources,
): () => void {
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge<Label>({ name: `rollcall_${name}`, help, labelNames, registers });
  const sockets = gauge('websockets_open', 'Open WebSockets.');
  const subscriptions = gauge('subscriptions_open', 'Open subscriptions.');
  const news = gauge('news_connected', '1 if news of other servers arrive.');
  const lag = gauge('news_lag_seconds', 'Time from a commit to its news; the greatest of the last minute.');
  const mails = gauge('mails_queued', 'Mails that wait for the mail server.');
  const pool = gauge('pool_connections', 'Connections of the pool, by state.', 'state');
  const poolWaiting = gauge('pool_waiting', 'Requests that wait for a connection of the pool.');
  const pipelines = gauge(
    'pipeline_connections',
    'Pipelined connections, by lane and state.',
    'lane',
    'state',
  );
  const waiting = gauge(
    'pipeline_waiting',
    'Statements and transactions that wait for a connection.',
    'lane',
  );
  return () => {
    sockets.set(openSockets());
    subscriptions.set(openSubscriptions());
    news.set(changes.connected ? 1 : 0);
    lag.set(changes.lagSeconds);
    mails.set(mailer.queued);
    const ofPool = poolFigures();
    pool.set({ state: 'used' }, ofPool.used);
    pool.set({ state: 'idle' }, ofPool.idle);
    poolWaiting.set(ofPool.waiting);
    for (const [lane, figures] of Object.entries(lanes.figures)) {
      pipelines.set({ lane, state: 'used' }, figures.used);
      pipelines.set({ lane, state: 'idle' }, figures.open - figures.used);
      waiting.set({ lane }, figures.waiting);
    }
  };
}

/** Values of the database. While it is away, they keep their last value. */
function databaseGauges(
  { Gauge }: typeof PromClient,
  registers: Registry[],
  { databaseFigures }: MetricSources,
): () => Promise<void> {
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge<Label>({ name: `rollcall_${name}`, help, labelNames, registers });
  const database = gauge('database_up', '1 if the database answered this scrape.');
  const sealLag = gauge('audit_seal_lag_seconds', 'Age of the oldest audit entry that is not sealed.');
  const jobs = gauge('bulk_jobs', 'Bulk jobs that are not finished, by state.', 'state');
  const oldestJob = gauge('bulk_job_oldest_seconds', 'Age of the oldest bulk job that waits or runs.');
  return async () => {
    const figures = await databaseFigures().catch(() => undefined);
    database.set(figures ? 1 : 0);
    if (!figures) return;
    sealLag.set(figures.sealLagSeconds);
    jobs.set({ state: 'PENDING' }, figures.pendingJobs);
    jobs.set({ state: 'RUNNING' }, figures.runningJobs);
    oldestJob.set(figures.oldestJobSeconds);
  };
}
