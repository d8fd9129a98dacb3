import type { Permission } from '../../../gql/graphql';
import { inOrder } from '../../../lib/permission-order';

interface Role {
  id: string;
  name: string;
  permissions: readonly Permission[];
}

/** What the roles of a user allow, and through which of them each permission comes. */
export function permissionSources(roles: readonly Role[]) {
  const all = inOrder([...new Set(roles.flatMap(({ permissions }) => permissions))]);
  return all.map((permission) => ({
    permission,
    roles: roles.filter(({ permissions }) => permissions.includes(permission)),
  }));
}

/** What a user could no longer do without one of their roles. */
export function addedBy(role: Role, roles: readonly Role[]): Permission[] {
  const others = new Set(roles.filter(({ id }) => id !== role.id).flatMap(({ permissions }) => permissions));
  return inOrder(role.permissions.filter((permission) => !others.has(permission)));
}
