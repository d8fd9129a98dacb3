import { type QueryExecutorProvider, sql } from 'kysely';
import type { Viewer } from '../access/viewer.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { type AuditDifference, recordAudit } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import type { MessageKey, MessageParams } from '../messages/messages.js';
import { isUuid } from '../pagination/cursor.js';
import { RefusedError } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { toUserError } from '../refusals/user-error.type.js';
import { listViews, mayShare, mayWrite, shownView, viewColumns, type ViewRow } from './view.row.js';
import type { CreateViewInput, UpdateViewInput, SavedViewPayload } from './view.types.js';
import { readView, type ViewValues } from './view.validation.js';

/** Views per person, and shared views: a side bar has limited space. */
const MAX_VIEWS = 50;

/** "view" in ASCII. With this lock, views of one kind are counted and moved one after another. */
const VIEWS_LOCK = 0x76696577;

/** Saves a view, as the last of its kind unless a place is given. */
export function createView(context: RequestContext, input: CreateViewInput): Promise<SavedViewPayload> {
  return write(context, async (db, viewer) => {
    const { name = '', query = '', layout = null, isShared = false } = readView(input);
    checkKind(viewer, isShared === true);
    await sql`select pg_advisory_xact_lock(${VIEWS_LOCK})`.execute(db);
    const { rows: kind } = await sql<{ count: number; last: number }>`select count(*)::int as count,
      coalesce(max(position), -1) as last from saved_views v where ${ofKind(viewer, isShared === true)}`.execute(
      db,
    );
    const { count = 0, last = -1 } = kind[0] ?? {};
    if (count >= MAX_VIEWS)
      throw refused(UserErrorCode.LIMIT, ['input'], 'userError.view.limit', { max: MAX_VIEWS });
    const { rows } =
      await sql<ViewRow>`insert into saved_views as v (owner_id, name, query, layout, is_shared, position)
      values (${viewer.userId}::uuid, ${name}, ${query}, ${layout}, ${isShared}, ${last + 1})
      returning ${viewColumns(viewer)}`.execute(db);
    const view = rows[0] as ViewRow;
    await record(db, context, AuditAction.VIEW_CREATED, undefined, view);
    if (input.position != null) await move(db, viewer, view, input.position);
    return view;
  });
}

/** Changes the given fields if the version is the view's present one. */
export function updateView(context: RequestContext, input: UpdateViewInput): Promise<SavedViewPayload> {
  return write(context, async (db, viewer) => {
    const given = readView(input);
    const before = await lockView(db, viewer, input.id, ['input', 'id']);
    if (before.version !== input.version) {
      throw refused(UserErrorCode.STALE_VERSION, ['input', 'version'], 'userError.view.staleVersion');
    }
    const after = { ...before, ...given } as ViewRow;
    if (after.isShared !== before.isShared) checkKind(viewer, true);
    if (Object.keys(changesOf(before, after)).length > 0) {
      await change(db, viewer, after);
      await record(db, context, AuditAction.VIEW_UPDATED, before, after);
    }
    if (input.position != null) await move(db, viewer, after, input.position);
    return { ...after, version: before.version + 1 };
  });
}

export function deleteView(context: RequestContext, id: string): Promise<SavedViewPayload> {
  return write(context, async (db, viewer) => {
    const view = await lockView(db, viewer, id, ['id']);
    await sql`delete from saved_views where id = ${view.id}::uuid`.execute(db);
    await record(db, context, AuditAction.VIEW_DELETED, view, undefined);
    return view;
  });
}

/** The change, its audit entry and the list after it, in one transaction. */
async function write(
  context: RequestContext,
  work: (db: QueryExecutorProvider, viewer: Viewer) => Promise<ViewRow>,
): Promise<SavedViewPayload> {
  const { viewer } = context;
  if (!viewer) throw new Error('a write without a viewer');
  try {
    return await context.transaction(async (db) => {
      const written = await work(db, viewer);
      const views = await db.commitAfter(() => listViews(db, viewer));
      const view = views.find(({ id }) => id === written.id) ?? shownView(viewer, written);
      return { view, views, userErrors: [] };
    });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const userErrors = error.refusals.map((refusal) => toUserError(refusal, context.locale));
    return { view: null, views: await listViews(context.db, viewer), userErrors };
  }
}

/** Locks the row for this transaction. Another user's personal view counts as missing. */
async function lockView(
  db: QueryExecutorProvider,
  viewer: Viewer,
  id: string,
  path: string[],
): Promise<ViewRow> {
  const { rows } = isUuid(id)
    ? await sql<ViewRow>`select ${viewColumns(viewer)} from saved_views v where v.id = ${id}::uuid for update`.execute(
        db,
      )
    : { rows: [] };
  const [view] = rows;
  if (!view || (!view.isShared && !view.isOwn))
    throw refused(UserErrorCode.NOT_FOUND, path, 'userError.view.notFound');
  if (!mayWrite(viewer, view)) throw refused(UserErrorCode.NOT_ALLOWED, path, 'userError.view.shared');
  return view;
}

/** A view that is made personal belongs to the viewer who makes it so. */
function change(db: QueryExecutorProvider, viewer: Viewer, view: ViewRow): Promise<unknown> {
  const owner = view.isShared ? sql`owner_id` : sql`${viewer.userId}::uuid`;
  return sql`update saved_views set name = ${view.name}, query = ${view.query}, layout = ${view.layout},
    is_shared = ${view.isShared}, owner_id = ${owner}, version = version + 1 where id = ${view.id}::uuid`.execute(
    db,
  );
}

/** Numbers the views of its kind again, with this one at its new place. */
async function move(db: QueryExecutorProvider, viewer: Viewer, view: ViewRow, to: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${VIEWS_LOCK})`.execute(db);
  const { rows } = await sql<{ id: string }>`select v.id from saved_views v
    where ${ofKind(viewer, view.isShared)} order by v.position, v.id`.execute(db);
  const ids = rows.map(({ id }) => id).filter((id) => id !== view.id);
  ids.splice(Math.max(0, to), 0, view.id);
  await sql`update saved_views set position = place - 1
    from unnest(${ids}::uuid[]) with ordinality as ordered (ordered_id, place) where id = ordered_id`.execute(
    db,
  );
}

/** A personal view belongs to a person. */
function checkKind(viewer: Viewer, isShared: boolean): void {
  if (isShared ? mayShare(viewer) : viewer.userId !== null) return;
  const key = isShared ? 'userError.view.share' : 'userError.view.nobody';
  throw refused(UserErrorCode.NOT_ALLOWED, ['input', 'isShared'], key);
}

function ofKind({ userId }: Viewer, isShared: boolean) {
  return isShared ? sql`v.is_shared` : sql`not v.is_shared and v.owner_id = ${userId}::uuid`;
}

const RECORDED = ['name', 'query', 'layout', 'isShared'] as const;

function changesOf(before: ViewRow | undefined, after: ViewRow | undefined): Record<string, AuditDifference> {
  const text = (view: ViewRow | undefined, field: keyof ViewValues) =>
    view?.[field] == null ? null : `${view[field]}`;
  return Object.fromEntries(
    RECORDED.map(
      (field) => [field, { before: text(before, field), after: text(after, field) }] as const,
    ).filter(([, difference]) => difference.before !== difference.after),
  );
}

function record(
  db: QueryExecutorProvider,
  context: RequestContext,
  action: AuditAction,
  before: ViewRow | undefined,
  after: ViewRow | undefined,
): Promise<void> {
  const target = { type: AuditTargetType.VIEW, id: (after ?? (before as ViewRow)).id };
  return recordAudit(db, context, { action, target, changes: changesOf(before, after) });
}

function refused(code: UserErrorCode, path: string[], key: MessageKey, params?: MessageParams): RefusedError {
  return new RefusedError([{ code, path, key, ...(params && { params }) }]);
}
