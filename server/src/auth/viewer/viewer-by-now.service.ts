import type { QueryExecutorProvider } from 'kysely';
import type { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import type { RequestContext } from '../../context.js';
import { BadInputError } from '../../errors.js';
import { findViewerAgain } from './viewer.service.js';

/**
 * The viewer with their present rights, for a transaction that comes after a wait. If the session or token is no longer valid,
 * or the permission is missing, the operation is refused, as a new request would be.
 */
export async function viewerByNow(
  db: QueryExecutorProvider,
  { viewer, origin }: RequestContext,
  permission: Permission,
): Promise<Viewer> {
  const now = viewer && (await findViewerAgain(db, viewer, origin.address));
  if (!now) throw new BadInputError('error.unauthenticated', {}, 'UNAUTHENTICATED');
  if (!now.permissions.has(permission)) {
    throw new BadInputError('error.forbidden', { field: 'This', permission }, 'FORBIDDEN');
  }
  return now;
}
