import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { read } from '../../database/reads.js';
import { isMoment } from '../../scalars/date-time.scalar.js';
import { type CursorOrder, isUuid } from '../../pagination/cursor.js';
import { newestFirst } from '../../pagination/newest-first.js';
import { pageOf } from '../../pagination/page.js';
import { type PageArgs, readPageWindow } from '../../pagination/page-window.js';
import { findUsersByIds } from '../../users/user-lookup.service.js';
import type { UserRow } from '../../users/user.row.js';
import type { BulkChangeKind } from '../change/bulk-change.enums.js';
import { INVERSE, NEEDS, type StoredChange, UNDO_DAYS } from '../change/bulk-change.rule.js';
import { type BulkFailure, BulkJobState } from './bulk-job.enums.js';
import type { BulkJobSelection } from './bulk-job.selection.js';

/** A job as read. Moments are PostgreSQL's text. */
export interface BulkJobRow {
  id: string;
  kind: BulkChangeKind;
  change: StoredChange;
  state: BulkJobState;
  failure: BulkFailure | null;
  isCancelRequested: boolean;
  total: number | null;
  position: number;
  changed: number;
  created: number;
  unchanged: number;
  refused: number;
  createdAt: string;
  frozenAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  actorId: string | null;
  undoOf: string | null;
  undoneBy: string | null;
  undoableUntil: string | null;
}

export type NamedBulkJob = BulkJobRow & { actor: UserRow | null };

const ORDER: CursorOrder = { name: 'CREATED_AT:DESC', isKey: isMoment };

const UNDO_ENDS = sql`j.finished_at + make_interval(days => ${sql.lit(UNDO_DAYS)})`;

const COLUMNS = sql`j.id, j.kind, j.change, j.state, j.failure,
  j.cancel_requested_at is not null as "isCancelRequested", j.total, j.position, j.changed, j.created, j.unchanged, j.refused,
  j.created_at as "createdAt", j.frozen_at as "frozenAt", j.started_at as "startedAt", j.finished_at as "finishedAt",
  j.actor_id as "actorId", j.undo_of as "undoOf", j.undone_by as "undoneBy",
  case when j.kind in (${sql.join(Object.keys(INVERSE).map((kind) => sql.lit(kind)))}) and j.undo_of is null
    and j.finished_at is not null and j.changed > 0
    and not exists (select from bulk_jobs u where u.id = j.undone_by and u.state not in ('CANCELLED', 'FAILED')) and ${UNDO_ENDS} > now() then ${UNDO_ENDS} end as "undoableUntil"`;

/** One job that the viewer may see. */
export async function findJob(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  id: string,
  selection: BulkJobSelection,
): Promise<NamedBulkJob | undefined> {
  if (!isUuid(id)) return undefined;
  const statement = sql<BulkJobRow>`select ${COLUMNS} from bulk_jobs j
    where j.id = ${id}::uuid and ${visibleTo(viewer)}`;
  return (await withActors(db, await read(db, statement, 'short'), selection))[0];
}

/** A page of the jobs that the viewer may see, newest first. */
export async function listJobs(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  args: PageArgs,
  selection: BulkJobSelection,
) {
  const window = readPageWindow(args, ORDER);
  const statement = sql<BulkJobRow & { key: string }>`select ${COLUMNS}, j.created_at as key from bulk_jobs j
    ${newestFirst('j', 'created_at', [visibleTo(viewer)], window)}`;
  const rows = await read(db, statement, 'custom');
  return pageOf(await withActors(db, rows, selection), ORDER.name, window);
}

/** Own jobs, and with AUDIT_READ those of others: the audit trail shows what they did anyway. */
function visibleTo(viewer: Viewer | null): RawBuilder<boolean> {
  if (viewer?.permissions.has(Permission.AUDIT_READ)) return sql`true`;
  if (viewer?.userId) return sql`j.actor_id = ${viewer.userId}::uuid`;
  return sql`(j.actor_id is null and j.token_id = ${viewer?.tokenId ?? null}::uuid)`;
}

async function withActors<Row extends BulkJobRow>(
  db: QueryExecutorProvider,
  rows: Row[],
  { actor }: BulkJobSelection,
): Promise<(Row & NamedBulkJob)[]> {
  const ids = actor ? rows.flatMap(({ actorId }) => actorId ?? []) : [];
  const users = await findUsersByIds(db, [...new Set(ids)], actor ?? new Set());
  return rows.map((row) => ({ ...row, actor: users.get(row.actorId ?? '') ?? null }));
}

export function mayCancel(viewer: Viewer | null, job: BulkJobRow): boolean {
  return isOpen(job) && !job.isCancelRequested && maySo(viewer, job);
}

export function mayUndo(viewer: Viewer | null, job: BulkJobRow): boolean {
  return job.undoableUntil !== null && maySo(viewer, job);
}

export function isOpen({ state }: Pick<BulkJobRow, 'state'>): boolean {
  return state === BulkJobState.PENDING || state === BulkJobState.RUNNING;
}

/** Whether the viewer could start such a job. */
function maySo(viewer: Viewer | null, { kind }: BulkJobRow): boolean {
  return NEEDS[kind].every((permission) => viewer?.permissions.has(permission));
}
