import type { Permission } from '../gql/graphql';

/** Every permission, the most common first. */
const ORDER: Record<Permission, number> = {
  USERS_READ: 0,
  USERS_WRITE: 1,
  USERS_DELETE: 2,
  ROLES_WRITE: 3,
  TOKENS_WRITE: 4,
  AUDIT_READ: 5,
  FEEDBACK_READ: 6,
  SETTINGS_WRITE: 7,
};

/** Permissions in the order in which people read them. */
export function inOrder(permissions: readonly Permission[]): Permission[] {
  return permissions.toSorted((one, other) => ORDER[one] - ORDER[other]);
}

/** The API has them for features that do not exist yet. Roles and tokens keep them; the console does not show them. */
const UNUSED: ReadonlySet<Permission> = new Set(['SETTINGS_WRITE']);

/** The permissions that the console shows, in that order. */
export function shownInOrder(permissions: readonly Permission[]): Permission[] {
  return inOrder(permissions.filter((permission) => !UNUSED.has(permission)));
}

/** All that the console shows. */
export const PERMISSIONS: readonly Permission[] = shownInOrder(Object.keys(ORDER) as Permission[]);
