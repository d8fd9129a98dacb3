import { type QueryExecutorProvider, sql } from 'kysely';
import { Permission } from '../access/permission.enum.js';
import type { Viewer } from '../access/viewer.js';
import { read } from '../database/reads.js';
import type { SavedView } from './view.type.js';

/** A stored view. */
export interface ViewRow {
  id: string;
  name: string;
  query: string;
  layout: string | null;
  isShared: boolean;
  isOwn: boolean;
  version: number;
}

/** The select list, from `saved_views v`. */
export const viewColumns = (viewer: Viewer | null) => sql`v.id, v.name, v.query, v.layout,
  v.is_shared as "isShared", coalesce(v.owner_id = ${viewer?.userId ?? null}::uuid, false) as "isOwn", v.version`;

/** The viewer's own views, then the shared ones. At most MAX_VIEWS of each. */
export async function listViews(db: QueryExecutorProvider, viewer: Viewer | null): Promise<SavedView[]> {
  const rows = await read(
    db,
    sql<ViewRow>`select ${viewColumns(viewer)} from saved_views v
      where v.is_shared or v.owner_id = ${viewer?.userId ?? null}::uuid order by v.is_shared, v.position, v.id`,
    'short',
  );
  return rows.map((row) => shownView(viewer, row));
}

export function shownView(viewer: Viewer | null, { isOwn, ...view }: ViewRow): SavedView {
  return { ...view, viewerCanUpdate: mayWrite(viewer, { ...view, isOwn }) };
}

/** Whether the viewer may write the view: one's own personal ones, and with the permission all shared ones. */
export function mayWrite(
  viewer: Viewer | null,
  { isShared, isOwn }: Pick<ViewRow, 'isShared' | 'isOwn'>,
): boolean {
  return isShared ? mayShare(viewer) : isOwn;
}

export function mayShare(viewer: Viewer | null): boolean {
  return viewer?.permissions.has(Permission.ROLES_WRITE) === true;
}
