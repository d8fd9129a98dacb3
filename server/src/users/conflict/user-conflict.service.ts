import type { QueryExecutorProvider } from 'kysely';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { fieldChangesSince } from '../../audit/field-changes.service.js';
import { RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { findUsersByIds } from '../user-lookup.service.js';
import type { UserFieldChange } from './user-conflict.type.js';

/** A write was made from an older version than the present one. */
export class StaleVersionError extends RefusedError {
  constructor(
    readonly userId: string,
    readonly version: number,
  ) {
    super([{ code: UserErrorCode.STALE_VERSION, path: ['input', 'version'], key: 'userError.staleVersion' }]);
  }
}

/**
 * The differences from an earlier version of a user, with the actors that the viewer may see: the audit trail needs AUDIT_READ,
 * one's own writes do not. One statement for the changes, one for the actors.
 * @param actor the fields of the actors that are asked for
 */
export async function changesSince(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  { userId, version }: { userId: string; version: number },
  actor: ReadonlySet<string>,
): Promise<UserFieldChange[]> {
  const found = await fieldChangesSince(db, userId, version);
  const seesAll = viewer?.permissions.has(Permission.AUDIT_READ) === true;
  const isOwn = (id: string | null) => id !== null && id === viewer?.userId;
  const shown = found.flatMap(({ actorId }) => (actorId && (seesAll || isOwn(actorId)) ? [actorId] : []));
  const actors = await findUsersByIds(db, [...new Set(shown)], actor);
  return found.map(({ actorId, ...change }) => ({
    ...change,
    isOwn: isOwn(actorId),
    actor: actors.get(actorId ?? '') ?? null,
  }));
}
