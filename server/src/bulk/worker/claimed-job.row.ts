import { type QueryExecutorProvider, sql } from 'kysely';
import { Tally } from '../../figures/tally.js';
import type { Locale } from '../../messages/messages.js';
import type { BulkChangeKind } from '../change/bulk-change.enums.js';
import type { StoredChange } from '../change/bulk-change.rule.js';
import type { Selection } from '../change/bulk-change.service.js';
import { type BulkFailure, BulkJobState } from '../job/bulk-job.enums.js';

/**
 * The lease: how long a job belongs to a server without a renewal. With the poll, a killed server's job resumes within 20 s.
 */
const LEASE_SECONDS = 15;

/** A job that this server works on. `attempt` is the fence: each server that takes the job raises it. */
export interface ClaimedJob {
  id: string;
  attempt: number;
  kind: BulkChangeKind;
  change: StoredChange;
  selection: Selection | null;
  expectedCount: number | null;
  undoOf: string | null;
  /** Null until the set is frozen. */
  total: number | null;
  position: number;
  userId: string | null;
  /** The user that the news names: the one who started the job, or any user if an access token without a person did. */
  subjectId: string | null;
  sessionId: string | null;
  tokenId: string | null;
  address: string | null;
  /** The language of mails to users without their own. */
  locale: Locale;
}

const LEASE = sql`now() + make_interval(secs => ${sql.lit(LEASE_SECONDS)})`;

/**
 * Jobs that no server works on. Those of one actor run one after another, on all servers together: the second may be meant to
 * follow the first.
 */
const CLAIMABLE = sql`j.finished_at is null and (j.lease_until is null or j.lease_until < now())
  and not exists (select from bulk_jobs o where o.finished_at is null and o.id < j.id
    and o.actor_id is not distinct from j.actor_id and o.token_id is not distinct from j.token_id)`;

/** Takes the job that has waited longest without a turn, else the one whose turn was longest ago; undefined for none. */
export async function claimJob(db: QueryExecutorProvider): Promise<ClaimedJob | undefined> {
  const { rows } =
    await sql<ClaimedJob>`update bulk_jobs set state = ${BulkJobState.RUNNING}, attempt = attempt + 1,
      lease_until = ${LEASE}, started_at = coalesce(started_at, now())
    where id = (select j.id from bulk_jobs j where ${CLAIMABLE}
      order by j.lease_until nulls first, j.id limit 1 for update skip locked)
    returning id, attempt, kind, change, selection, expected_count as "expectedCount", undo_of as "undoOf", total, position,
      actor_id as "userId", actor_id as "subjectId", session_id as "sessionId", token_id as "tokenId", address, locale`.execute(
      db,
    );
  const [job] = rows;
  if (!job || job.subjectId !== null) return job;
  // Not in the claim, which servers send every five seconds: it would wait wherever the users are locked.
  const users = await sql<{ id: string }>`select id from users limit 1`.execute(db);
  return { ...job, subjectId: users.rows[0]?.id ?? null };
}

const FENCE = ({ id, attempt }: ClaimedJob) =>
  sql`id = ${id}::uuid and attempt = ${attempt} and finished_at is null`;

/** Whether this server still has the job, and whether a cancellation was requested. */
export async function lookAtJob(
  db: QueryExecutorProvider,
  job: ClaimedJob,
): Promise<{ isCancelRequested: boolean } | undefined> {
  const { rows } = await sql<{
    isCancelRequested: boolean;
  }>`select cancel_requested_at is not null as "isCancelRequested"
    from bulk_jobs where ${FENCE(job)}`.execute(db);
  return rows[0];
}

/** Renews the lease while the server works on the job. */
export async function renewLease(db: QueryExecutorProvider, job: ClaimedJob): Promise<void> {
  await sql`update bulk_jobs set lease_until = ${LEASE} where ${FENCE(job)}`.execute(db);
}

/** Releases the job, so any server may resume it at once, after the jobs that wait. No effect on a job that has ended. */
export async function releaseJob(db: QueryExecutorProvider, job: ClaimedJob): Promise<void> {
  await sql`update bulk_jobs set lease_until = now() where ${FENCE(job)}`.execute(db);
}

/** Whether another job waits for a server. */
export async function isAnyWaiting(db: QueryExecutorProvider): Promise<boolean> {
  const { rows } = await sql`select from bulk_jobs j where ${CLAIMABLE} limit 1`.execute(db);
  return rows.length > 0;
}

/** Notes that the set is frozen. Its selection is emptied, as a search may be a name. */
export async function noteFrozen(
  db: QueryExecutorProvider,
  job: ClaimedJob,
  total: number,
): Promise<boolean> {
  const { rows } = await sql`update bulk_jobs set total = ${total}, frozen_at = now(), selection = null
    where ${FENCE(job)} returning id`.execute(db);
  return rows.length > 0;
}

export interface BatchCounts {
  changed: number;
  /** Of an import: how many of them were created. */
  created?: number;
  unchanged: number;
  refused: number;
}

/**
 * The end of a batch's transaction. Of two servers with one job, only the one with the present attempt passes; the other rolls
 * its batch back.
 */
export async function noteBatch(
  db: QueryExecutorProvider,
  job: ClaimedJob,
  position: number,
  { changed, created = 0, unchanged, refused }: BatchCounts,
): Promise<boolean> {
  const { rows } =
    await sql`update bulk_jobs set position = ${position}, changed = changed + ${changed}, created = created + ${created},
      unchanged = unchanged + ${unchanged}, refused = refused + ${refused}, lease_until = ${LEASE}
    where ${FENCE(job)} returning id`.execute(db);
  return rows.length > 0;
}

/** Jobs that this process has ended, by the state that they ended in. */
export const finishedJobs = new Tally<BulkJobState>([
  BulkJobState.DONE,
  BulkJobState.CANCELLED,
  BulkJobState.FAILED,
]);

export async function finishJob(
  db: QueryExecutorProvider,
  job: ClaimedJob,
  state: BulkJobState,
  failure: BulkFailure | null = null,
): Promise<void> {
  const { rows } = await sql`update bulk_jobs set state = ${state}, failure = ${failure}, finished_at = now(),
    lease_until = null, selection = null where ${FENCE(job)} returning id`.execute(db);
  if (rows.length > 0) finishedJobs.add(state);
}
