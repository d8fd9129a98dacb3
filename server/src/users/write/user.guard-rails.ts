import { type QueryExecutorProvider, sql } from 'kysely';
import { readKept } from '../../database/reads.js';
import { reaches, type Viewer } from '../../access/viewer.js';
import { Permission } from '../../access/permission.enum.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';

/** The advisory lock of every write that may reduce the number of owners: "owner" in ASCII, cut to 32 bits. */
const OWNERS_LOCK = 0x6f776e65;

export interface RoleRow {
  id: string;
  key: string | null;
  permissions: Permission[];
}

/** The roles that a user has. */
export async function rolesOf(db: QueryExecutorProvider, userId: string): Promise<RoleRow[]> {
  const build = () => sql<RoleRow>`select r.id, r.key, r.permissions from user_roles ur
    join roles r on r.id = ur.role_id where ur.user_id = ${userId}::uuid`;
  return readKept(db, { lane: 'short', shape: 'roles of a user', values: [userId], build });
}

/** Refuses a change of a user with more permissions than the viewer. */
export function checkReach(viewer: Viewer, roles: readonly RoleRow[], path: string[]): void {
  const permissions = roles.flatMap((role) => role.permissions);
  if (!reaches(viewer, permissions)) {
    throw refused(UserErrorCode.NOT_ALLOWED, path, 'userError.notAllowed.user');
  }
}

/** The same for a user whose roles are not read yet. */
export async function checkReachOf(
  db: QueryExecutorProvider,
  viewer: Viewer,
  userId: string,
  path: string[],
): Promise<void> {
  checkReach(viewer, await rolesOf(db, userId), path);
}

/**
 * Refuses a change of the viewer's own address by updateUser. Password links are sent there, so the change needs proof and a
 * confirmation, see changeEmail. A leaked token must not give control of the whole account either.
 */
export function checkOwnAddress(viewer: Viewer, user: { id: string; email: string }, email?: string): void {
  if (email === undefined || email === user.email || viewer.userId !== user.id) return;
  const key = viewer.sessionId === null ? 'userError.notAllowed.token' : 'userError.notAllowed.ownEmail';
  throw refused(UserErrorCode.NOT_ALLOWED, ['input', 'email'], key);
}

/** Refuses a write that is not allowed on oneself. */
export function checkNotSelf(viewer: Viewer, userId: string, path: string[]): void {
  if (viewer.userId === userId.toLowerCase()) throw refused(UserErrorCode.SELF, path, 'userError.self');
}

/**
 * Refuses to give or take roles with permissions that the viewer does not have, and any change of roles without
 * ROLES_WRITE.
 * @param before the user's roles before the change
 * @param ids the roles after it; the foreign key refuses unknown ones
 */
export async function checkRoleChange(
  db: QueryExecutorProvider,
  viewer: Viewer,
  before: readonly RoleRow[],
  ids: readonly string[],
): Promise<void> {
  const had = new Set(before.map(({ id }) => id));
  const changed = [...had.symmetricDifference(new Set(ids.map((id) => id.toLowerCase())))];
  if (changed.length === 0) return;
  const path = ['input', 'roleIds'];
  if (!viewer.permissions.has(Permission.ROLES_WRITE)) {
    throw refused(UserErrorCode.NOT_ALLOWED, path, 'userError.notAllowed.changeRoles');
  }
  const { rows } = await sql<RoleRow>`select id, key, permissions from roles
    where id = any(${changed}::uuid[])`.execute(db);
  if (
    !reaches(
      viewer,
      rows.flatMap(({ permissions }) => permissions),
    )
  ) {
    throw refused(UserErrorCode.NOT_ALLOWED, path, 'userError.notAllowed.roles');
  }
}

/**
 * Locks the owners for this transaction, before their number changes: if two owners leave at the same time, the second
 * sees that the first is gone. Call it before a change after which an owner cannot sign in.
 */
export async function lockOwners(db: QueryExecutorProvider): Promise<void> {
  await sql`select pg_advisory_xact_lock(${OWNERS_LOCK})`.execute(db);
}

/** Refuses a change, already written, that left no owner who can sign in. */
export async function checkOwnerLeft(db: QueryExecutorProvider, path: string[]): Promise<void> {
  const { rows } = await sql`select from users u join user_roles ur on ur.user_id = u.id
    join roles r on r.id = ur.role_id and r.key = 'OWNER' where u.status = 'ACTIVE' limit 1`.execute(db);
  if (rows.length === 0) throw refused(UserErrorCode.LAST_OWNER, path, 'userError.lastOwner');
}

function refused(code: UserErrorCode, path: string[], key: Refusal['key']): RefusedError {
  return new RefusedError([{ code, path, key }]);
}
