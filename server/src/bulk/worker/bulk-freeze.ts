import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type { Viewer } from '../../access/viewer.js';
import { selectUserIds } from '../../users/list/user-set.service.js';
import type { UserWhere } from '../../users/list/user.where.js';
import { BulkChangeKind } from '../change/bulk-change.enums.js';
import { isExpected } from '../change/bulk-change.rule.js';
import type { Selection } from '../change/bulk-change.service.js';
import { importItems, judgeImport } from '../import/import-freeze.js';
import { type ClaimedJob, noteFrozen } from './claimed-job.row.js';

/** Rolls the freezing back: the set is not the one that the actor was shown. */
export class CountMovedError extends Error {}

/**
 * Writes the set of a job, by one statement and so as of one moment: users who match later are not in it. Users are numbered in
 * the order of their ids, in which single writes of several users lock them too. Answers with the size of the set; undefined
 * if another server has the job.
 */
export async function freeze(
  db: QueryExecutorProvider,
  job: ClaimedJob,
  actor: Viewer,
): Promise<number | undefined> {
  if (job.kind === BulkChangeKind.IMPORT && job.undoOf === null) await judgeImport(db, job, actor);
  const { rows } = await sql<{ total: number }>`with frozen as (${insertion(job)} returning 1)
    select count(*)::int as total from frozen`.execute(db);
  const total = rows[0]?.total ?? 0;
  // For the planner, as for the rows of the file: each batch joins them with its items.
  if (job.kind === BulkChangeKind.IMPORT) await sql`analyze bulk_items`.execute(db);
  if (job.expectedCount !== null && !isExpected(total, job.expectedCount, job.kind))
    throw new CountMovedError();
  return (await noteFrozen(db, job, total)) ? total : undefined;
}

function insertion({ id, kind, change, undoOf, selection }: ClaimedJob): RawBuilder<unknown> {
  if (undoOf !== null) {
    return sql`insert into bulk_items (job_id, number, user_id, before, version_after)
      select ${id}::uuid, row_number() over (order by i.number), i.user_id, i.before, i.version_after
      from bulk_items i where i.job_id = ${undoOf}::uuid and i.outcome = 'CHANGED'`;
  }
  if (kind === BulkChangeKind.IMPORT) return importItems(id, change);
  return sql`insert into bulk_items (job_id, number, user_id)
    select ${id}::uuid, row_number() over (order by s.id), s.id from (${idsOf(selection ?? {})}) as s`;
}

function idsOf(selection: Selection): RawBuilder<unknown> {
  if ('ids' in selection) return sql`select unnest(${selection.ids}::uuid[]) as id`;
  const { where, search } = selection;
  return selectUserIds({ where: where && revived(where), search });
}

/** Moments were stored as texts. */
function revived({ createdAt, lastSignInAt, ...where }: UserWhere): UserWhere {
  const range = (span: UserWhere['createdAt']) =>
    span && { from: span.from && new Date(span.from), until: span.until && new Date(span.until) };
  return { ...where, createdAt: range(createdAt) ?? null, lastSignInAt: range(lastSignInAt) ?? null };
}
