import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import type { Viewer } from '../../access/viewer.js';
import type { AuditOrigin } from '../../audit/audit.service.js';
import { findActor } from '../../auth/viewer/viewer.service.js';
import { mailInvitation } from '../../invitations/invitation-link.service.js';
import type { Mailer } from '../../mail/mailer.js';
import { mailNotice } from '../../auth/account-notice.service.js';
import { NEEDS } from '../change/bulk-change.rule.js';
import { BulkFailure, BulkJobState } from '../job/bulk-job.enums.js';
import {
  type Batch,
  batchSize,
  beginTurn,
  hasMails,
  lockBatch,
  waitForTurn,
  writeBatch,
} from './bulk-batch.js';
import { FileGoneError } from '../import/import-freeze.js';
import type { BulkDatabase } from './bulk-database.js';
import { CountMovedError, freeze } from './bulk-freeze.js';
import { BulkNews, type JobChanges } from './bulk-news.js';
import { type ClaimedJob, finishJob, isAnyWaiting, lookAtJob, noteBatch } from './claimed-job.row.js';
import { overlapping, type Turn } from './overlapping.js';

/** Tries of one batch: a deadlock or a taken address ends a try. After the last one the job fails. */
const MAX_TRIES = 5;
const RETRY_MS = 100;

interface Options {
  job: ClaimedJob;
  database: BulkDatabase;
  pool: QueryExecutorProvider;
  changes: JobChanges;
  mailer: Mailer;
  mailedLinks: string;
  log: FastifyBaseLogger;
  closing: AbortSignal;
}

/** How long a job runs if others wait, so that a small job does not wait for a million users. */
const TURN_MS = 5_000;

/** Another server has the job. Uncommitted work of this one is rolled back. */
class TakenOverError extends Error {}

/** Ends the job in the given state. */
class EndedError extends Error {
  constructor(
    readonly state: BulkJobState,
    readonly failure: BulkFailure | null = null,
  ) {
    super('the job has ended');
  }
}

/** The work on one job, from where it is until its end, or until the server closes. */
export class BulkWork {
  readonly #options: Options;
  readonly #news: BulkNews;
  readonly #began = performance.now();
  #job: ClaimedJob;
  /** Whether the next batch runs without another beside it: after a failure, as the two may have waited for each other. */
  #isAlone = false;

  constructor(options: Options) {
    this.#options = options;
    this.#job = options.job;
    this.#news = new BulkNews(options.changes, options.job);
  }

  async run(): Promise<void> {
    const { log, pool } = this.#options;
    const { id, attempt, kind } = this.#job;
    log.info({ kind, attempt, position: this.#job.position }, 'A bulk job runs.');
    try {
      await this.#tryOften(() => this.#freeze());
      this.#news.note(false);
      await this.#tryOften(() => this.#batches());
      if (this.#job.position < (this.#job.total ?? 0)) return;
      await finishJob(pool, this.#job, BulkJobState.DONE);
      log.info({ total: this.#job.total }, 'A bulk job is done.');
    } catch (error) {
      if (error instanceof TakenOverError) log.warn('Another server has the bulk job.');
      else if (error instanceof EndedError) {
        await finishJob(pool, this.#job, error.state, error.failure);
        log.info({ id, state: error.state, failure: error.failure }, 'A bulk job has ended.');
      } else throw error;
    } finally {
      this.#news.flush();
    }
  }

  async #isTurnOver(): Promise<boolean> {
    return performance.now() - this.#began > TURN_MS && (await isAnyWaiting(this.#options.pool));
  }

  async #freeze(): Promise<void> {
    if (this.#job.total !== null) return;
    const { database } = this.#options;
    const total = await database
      .transaction(async (db) => {
        const actor = await this.#actor(db);
        return freeze(db, this.#job, actor);
      }, true)
      .catch((error: unknown) => {
        if (error instanceof CountMovedError)
          throw new EndedError(BulkJobState.FAILED, BulkFailure.COUNT_MOVED);
        if (error instanceof FileGoneError) throw new EndedError(BulkJobState.FAILED, BulkFailure.FILE_GONE);
        throw error;
      });
    if (total === undefined) throw new TakenOverError();
    this.#job = { ...this.#job, total };
  }

  /** The batches from the position of the job on, until the server closes or the turn of another actor begins. */
  async #batches(): Promise<void> {
    const total = this.#job.total ?? 0;
    let { position } = this.#job;
    const hasNext = async () =>
      position < total && !this.#options.closing.aborted && !(await this.#isTurnOver());
    await overlapping(hasNext, (turn) => {
      const job = { ...this.#job, total, position };
      position = Math.min(total, position + batchSize(job));
      return this.#batch(job, turn);
    });
  }

  async #batch(job: ClaimedJob & { total: number }, { before, hold }: Turn): Promise<void> {
    const batch = await this.#options.database.transaction(async (db) => {
      const actor = await this.#actor(db);
      const { kind, change, undoOf } = job;
      const judged = { kind, change, isUndo: undoOf !== null, actor };
      await beginTurn(db, job);
      await lockBatch(db, job, judged);
      if (!hasMails(job) && !this.#isAlone) hold();
      const written = await writeBatch(db, job, { judged, origin: this.#origin(actor) });
      await waitForTurn(db, job);
      await before;
      await written.shared?.(db);
      // Two batches overlap, so the job may have been cancelled while the previous batch ran.
      await this.#present(db);
      if (!(await noteBatch(db, job, written.position, written))) throw new TakenOverError();
      return written;
    });
    this.#job = { ...this.#job, position: batch.position };
    this.#isAlone = false;
    await this.#mail(batch);
    this.#news.note(batch.changed > 0);
  }

  /** The actor with their present rights. Ends the job if the rights are missing, or a cancellation was requested. */
  async #actor(db: QueryExecutorProvider): Promise<Viewer> {
    await this.#present(db);
    const actor = await findActor(db, this.#job);
    if (!actor || !NEEDS[this.#job.kind].every((permission) => actor.permissions.has(permission))) {
      throw new EndedError(BulkJobState.FAILED, BulkFailure.RIGHTS_LOST);
    }
    return actor;
  }

  /** Ends the work if another server has the job, or a cancellation was requested. */
  async #present(db: QueryExecutorProvider): Promise<void> {
    const present = await lookAtJob(db, this.#job);
    if (!present) throw new TakenOverError();
    if (present.isCancelRequested) throw new EndedError(BulkJobState.CANCELLED);
  }

  /** The audit entries of the users have the job in place of a request. */
  #origin(actor: Viewer): AuditOrigin {
    const { id, address, sessionId } = this.#job;
    return { viewer: { ...actor, sessionId }, requestId: id, origin: address === null ? null : { address } };
  }

  /** The next batch waits for the mails of this one, so that memory and the mail server's queue stay bounded. */
  async #mail({ invitations, notices = [] }: Batch): Promise<void> {
    const { mailer, mailedLinks, pool: db } = this.#options;
    const sender = { mailer, links: { mailed: mailedLinks }, locale: this.#job.locale, db };
    for (const { id, email } of notices) mailNotice(sender, id, 'emailChanged', email);
    await Promise.all(invitations.map((issued) => mailInvitation(sender, issued)));
  }

  async #tryOften(step: () => Promise<void>): Promise<void> {
    let { position } = this.#job;
    for (let tries = 1; ; tries += 1) {
      try {
        return await step();
      } catch (error) {
        if (error instanceof TakenOverError || error instanceof EndedError) throw error;
        const { log, closing } = this.#options;
        this.#isAlone = true;
        // Batches were committed since the last failure.
        if (this.#job.position > position) [tries, position] = [1, this.#job.position];
        log.warn({ err: error, tries }, 'A step of a bulk job failed.');
        if (tries === MAX_TRIES) throw new EndedError(BulkJobState.FAILED, BulkFailure.FAULT);
        await delay(RETRY_MS * 2 ** tries, undefined, { signal: closing }).catch(() => undefined);
        if (closing.aborted) throw error;
      }
    }
  }
}
