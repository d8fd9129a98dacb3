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

/** All there are: the record has no others. */
export const PERMISSIONS: readonly Permission[] = inOrder(Object.keys(ORDER) as Permission[]);
