import type { QueryExecutorProvider } from 'kysely';
import type { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import type { RequestContext } from '../../context.js';
import { BadInputError } from '../../errors.js';
import { findViewerAgain } from './viewer.service.js';

/**
 * Who asks, as they are by now, for a transaction that comes after a wait. The operation is refused as it would be had it
 * come now, where their session or token is no good any more, or they lack the permission.
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
