import { reaches, type Viewer } from '../access/viewer.js';
import { Permission } from '../access/permission.enum.js';
import type { UserRow } from './user.row.js';

/** Whether the viewer has a permission, and reaches the user with it. */
export function mayWith(viewer: Viewer | null, permission: Permission, user: UserRow): boolean {
  return !!viewer?.permissions.has(permission) && reaches(viewer, user.permissions ?? []);
}

/** Whether the viewer may put the user into the bin or deactivate them; nobody does it to themselves. */
export function mayDelete(viewer: Viewer | null, user: UserRow): boolean {
  return viewer?.userId !== user.id && mayWith(viewer, Permission.USERS_DELETE, user);
}

/** Whether the viewer may give the user roles and take them away; nobody raises themselves. */
export function mayChangeRoles(viewer: Viewer | null, user: UserRow): boolean {
  return viewer?.userId !== user.id && mayWith(viewer, Permission.ROLES_WRITE, user);
}
