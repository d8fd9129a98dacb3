import { type QueryExecutorProvider, sql } from 'kysely';
import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import { type AuditDifference, recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import { uuidV7 } from '../../database/uuid-v7.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError, type UserError } from '../../refusals/user-error.type.js';
import { BulkChangeKind } from '../change/bulk-change.enums.js';
import { TEXT_OF } from '../change/bulk-change.rule.js';
import type { StartBulkJobInput } from '../change/bulk-change.input.js';
import { assertMay, type CheckedJob, checkJob } from '../change/bulk-change.service.js';
import { BulkJobState } from './bulk-job.enums.js';
import { findJob, isOpen, mayUndo, type NamedBulkJob } from './bulk-job.row.js';
import type { BulkJobSelection } from './bulk-job.selection.js';

export interface BulkJobAnswer {
  job: NamedBulkJob | null;
  userErrors: UserError[];
}

/** Open jobs of one actor. They wait for one another, so more would only be a longer queue. */
const MAX_OPEN = 20;

/** Starts a job: one short transaction for its row and the audit entry. The worker does the rest. */
export async function startJob(
  context: RequestContext,
  input: StartBulkJobInput,
  asked: BulkJobSelection,
): Promise<BulkJobAnswer> {
  const checked = await checkJob(context, input);
  if (Array.isArray(checked)) return refused(context, checked);
  return answer(context, asked, async (db) => {
    const id = await insertJob(db, context, checked, { expectedCount: input.expectedCount ?? null });
    await recordStart(db, context, id, checked);
    return id;
  });
}

/** Requests that a job stops. Idempotent. */
export async function cancelJob(
  context: RequestContext,
  id: string,
  asked: BulkJobSelection,
): Promise<BulkJobAnswer> {
  const job = await findJob(context.db, context.viewer, id, asked);
  if (!job) return refused(context, [notFound()]);
  assertMay(context.viewer, job.kind);
  if (job.isCancelRequested) return { job, userErrors: [] };
  if (!isOpen(job)) return refused(context, [invalid('userError.bulk.ended')]);
  return answer(context, asked, async (db) => {
    const { rows } = await sql`update bulk_jobs set cancel_requested_at = now()
      where id = ${job.id}::uuid and finished_at is null and cancel_requested_at is null returning id`.execute(
      db,
    );
    if (rows.length > 0) await recordAudit(db, context, entry(AuditAction.BULK_JOB_CANCELLED, job.id, {}));
    return job.id;
  });
}

/** Starts a job that undoes another one. */
export async function undoJob(
  context: RequestContext,
  id: string,
  asked: BulkJobSelection,
): Promise<BulkJobAnswer> {
  const job = await findJob(context.db, context.viewer, id, asked);
  if (!job) return refused(context, [notFound()]);
  assertMay(context.viewer, job.kind);
  if (isOpen(job)) return refused(context, [invalid('userError.bulk.running')]);
  if (!mayUndo(context.viewer, job)) return refused(context, [invalid('userError.bulk.notUndoable')]);
  return answer(context, asked, async (db) => {
    const { kind, change } = job;
    const undo = { kind, change, selection: {} };
    // Of two requests at once, the second one waits here. The statement after it sees the first one's job: a statement that
    // waits itself still reads other rows as they were when it began.
    await sql`select from bulk_jobs where id = ${job.id}::uuid for update`.execute(db);
    const undoId = await insertJob(db, context, undo, { undoOf: job.id });
    const { rows } = await sql`update bulk_jobs j set undone_by = ${undoId}::uuid where j.id = ${job.id}::uuid
      and not exists (select from bulk_jobs u where u.id = j.undone_by and u.state not in ('CANCELLED', 'FAILED'))
      returning id`.execute(db);
    if (rows.length === 0) throw new RefusedError([invalid('userError.bulk.notUndoable')]);
    await recordStart(db, context, undoId, undo, job.id);
    return undoId;
  });
}

export async function insertJob(
  db: QueryExecutorProvider,
  { viewer, origin, locale }: RequestContext,
  { kind, change, selection }: CheckedJob,
  { expectedCount = null, undoOf = null }: { expectedCount?: number | null; undoOf?: string | null },
): Promise<string> {
  const actor = sql`actor_id is not distinct from ${viewer?.userId ?? null}::uuid
    and token_id is not distinct from ${viewer?.tokenId ?? null}::uuid`;
  const { rows: open } = await sql`select from bulk_jobs where finished_at is null and ${actor}
    limit ${MAX_OPEN}`.execute(db);
  if (open.length === MAX_OPEN) {
    const params = { max: MAX_OPEN };
    throw new RefusedError([
      { code: UserErrorCode.LIMIT, path: ['input'], key: 'userError.bulk.limit', params },
    ]);
  }
  const id = uuidV7();
  await sql`insert into bulk_jobs
    (id, kind, change, selection, expected_count, undo_of, state, actor_id, session_id, token_id, address, locale)
    values (${id}::uuid, ${kind}, ${JSON.stringify(change)}::jsonb, ${JSON.stringify(selection)}::jsonb, ${expectedCount},
      ${undoOf}::uuid, ${BulkJobState.PENDING}, ${viewer?.userId ?? null}::uuid, ${viewer?.sessionId ?? null}::uuid,
      ${viewer?.tokenId ?? null}::uuid, ${origin.address}, ${locale})`.execute(db);
  return id;
}

export function recordStart(
  db: QueryExecutorProvider,
  context: RequestContext,
  id: string,
  { kind, change, selection }: CheckedJob,
  undoOf?: string,
): Promise<void> {
  const { roleName, field, value, fileName } = change;
  const set =
    kind === BulkChangeKind.IMPORT
      ? {}
      : 'ids' in selection
        ? { ids: String(selection.ids.length) }
        : { where: whereOf(selection) };
  const noted = {
    kind,
    undoOf,
    role: roleName,
    field: field && TEXT_OF[field],
    value,
    fileName,
    ...(!undoOf && set),
  };
  const changes = Object.entries(noted).filter(
    (each): each is [string, string] => typeof each[1] === 'string',
  );
  const differences = changes.map(([name, after]): [string, AuditDifference] => [
    name,
    { before: null, after },
  ]);
  return recordAudit(db, context, entry(AuditAction.BULK_JOB_STARTED, id, Object.fromEntries(differences)));
}

/** Without the search, which may be a name: the entry is about no user, so an erasure would not find it. */
function whereOf({
  where,
  search,
}: {
  where?: object | null | undefined;
  search?: string | null | undefined;
}): string {
  return JSON.stringify({ ...where, ...(search?.trim() && { search: '…' }) });
}

function entry(action: AuditAction, id: string, changes: Record<string, AuditDifference>) {
  return { action, target: { type: AuditTargetType.BULK_JOB, id }, changes };
}

/** One transaction for a write and the job that the answer shows. Afterwards the worker looks at once. */
export async function answer(
  context: RequestContext,
  asked: BulkJobSelection,
  write: (db: QueryExecutorProvider) => Promise<string>,
): Promise<BulkJobAnswer> {
  try {
    const job = await context.transaction(async (db) => {
      const id = await write(db);
      return (await findJob(db, context.viewer, id, asked)) ?? null;
    });
    context.bulk.wake();
    if (job) context.changes.publishJob(job.id, null);
    return { job, userErrors: [] };
  } catch (error) {
    if (error instanceof RefusedError) return refused(context, error.refusals);
    throw error;
  }
}

export function refused({ locale }: RequestContext, refusals: Refusal[]): BulkJobAnswer {
  return { job: null, userErrors: refusals.map((refusal) => toUserError(refusal, locale)) };
}

function notFound(): Refusal {
  return { code: UserErrorCode.NOT_FOUND, path: ['id'], key: 'userError.bulk.notFound' };
}

function invalid(key: Refusal['key']): Refusal {
  return { code: UserErrorCode.INVALID, path: ['id'], key };
}
