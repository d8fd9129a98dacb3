import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import { outsideBudget } from '../../database/request-budget.js';
import type { Mailer } from '../../mail/mailer.js';
import { BulkJobWatch } from '../job/bulk-job.watch.js';
import { BulkDatabase } from './bulk-database.js';
import type { JobChanges } from './bulk-news.js';
import { BulkWork } from './bulk-work.js';
import { claimJob, type ClaimedJob, releaseJob, renewLease } from './claimed-job.row.js';

/** How often a server looks for jobs that another one left. Each look is one index lookup. */
const POLL_MS = 5_000;

/** A third of the lease. */
const RENEW_MS = 5_000;

interface Options {
  databaseUrl: string;
  /** The pool of requests, for short statements. */
  pool: () => QueryExecutorProvider;
  changes: JobChanges;
  mailer: Mailer;
  /** The base URL of links in mails. */
  mailedLinks: () => string;
  /** Traces the work on each job. */
  traces?: { job: (job: ClaimedJob) => (hasFailed: boolean) => void } | undefined;
  log: FastifyBaseLogger;
}

/**
 * Runs bulk jobs, one at a time on each server. A job is a row: the server that takes it raises `attempt` and holds a lease;
 * each batch is committed only while the attempt is the server's own. So another server resumes the job of a killed server, and
 * no user is changed twice (decision 52).
 */
export class BulkRunner {
  readonly #options: Options;
  readonly #database: BulkDatabase;
  readonly #watches = new Map<string, Set<BulkJobWatch>>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWoken = false;
  readonly #closing = new AbortController();

  constructor(options: Options) {
    this.#options = options;
    this.#database = new BulkDatabase(options.databaseUrl);
    options.changes.onJobChange((id) => this.#watches.get(id)?.forEach((watch) => watch.wake()));
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), POLL_MS).unref();
    this.wake();
  }

  /** Looks for jobs now. */
  wake(): void {
    this.#isWoken = true;
    if (this.#closing.signal.aborted) return;
    // The work outlives the request that started the job, and its budget.
    this.#running ??= outsideBudget(() => this.#run()).finally(() => (this.#running = undefined));
  }

  /** Follows a job: the iteration steps at once, and at each progress of the job. */
  watch(jobId: string): BulkJobWatch {
    const watch: BulkJobWatch = new BulkJobWatch(jobId, () => {
      const all = this.#watches.get(jobId);
      all?.delete(watch);
      if (all?.size === 0) this.#watches.delete(jobId);
    });
    this.#watches.set(jobId, (this.#watches.get(jobId) ?? new Set()).add(watch));
    return watch;
  }

  /** Finishes the current batch, and releases the job to the next server. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closing.abort();
    await this.#running;
    await this.#database.close();
  }

  async #run(): Promise<void> {
    const { pool, log } = this.#options;
    try {
      while (this.#isWoken && !this.#closing.signal.aborted) {
        this.#isWoken = false;
        for (let job = await claimJob(pool()); job; job = await this.#next()) await this.#work(job);
      }
    } catch (error) {
      // The next poll retries.
      log.warn({ err: error }, 'Bulk jobs could not be looked for.');
    }
  }

  async #next(): Promise<ClaimedJob | undefined> {
    return this.#closing.signal.aborted ? undefined : claimJob(this.#options.pool());
  }

  async #work(job: ClaimedJob): Promise<void> {
    const { pool, log, changes, mailer, mailedLinks, traces } = this.#options;
    const endTrace = traces?.job(job);
    let hasFailed = false;
    const renewing = setInterval(() => {
      renewLease(pool(), job).catch((error: unknown) => log.warn({ err: error }, 'A lease was not renewed.'));
    }, RENEW_MS);
    const work = new BulkWork({
      job,
      database: this.#database,
      pool: pool(),
      changes,
      mailer,
      mailedLinks: mailedLinks(),
      log: log.child({ bulkJob: job.id }),
      closing: this.#closing.signal,
    });
    try {
      await work.run();
      await releaseJob(pool(), job);
    } catch (error) {
      hasFailed = true;
      log.error({ err: error, bulkJob: job.id }, 'A bulk job stopped. A server tries again after the lease.');
      await delay(RENEW_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    } finally {
      clearInterval(renewing);
      endTrace?.(hasFailed);
    }
  }
}
