import { reaches, type Viewer } from '../access/viewer.js';
import { Permission } from '../access/permission.enum.js';
import type { UserRow } from './user.row.js';

/** Whether the viewer has the permission, and all permissions of the user. */
export function mayWith(viewer: Viewer | null, permission: Permission, user: UserRow): boolean {
  return !!viewer?.permissions.has(permission) && reaches(viewer, user.permissions ?? []);
}

/** Whether the viewer may put the user into the bin or deactivate them. It is refused for oneself. */
export function mayDelete(viewer: Viewer | null, user: UserRow): boolean {
  return viewer?.userId !== user.id && mayWith(viewer, Permission.USERS_DELETE, user);
}

/** Whether the viewer may give roles to the user and remove them. It is refused for oneself. */
export function mayChangeRoles(viewer: Viewer | null, user: UserRow): boolean {
  return viewer?.userId !== user.id && mayWith(viewer, Permission.ROLES_WRITE, user);
}
