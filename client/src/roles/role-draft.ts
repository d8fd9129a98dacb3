import type { CreateRoleInput, Permission, RoleRowFragment, UpdateRoleInput } from '../gql/graphql';
import { inOrder } from '../lib/permission-order';

/** The values of the form. */
export interface RoleDraft {
  name: string;
  description: string;
  permissions: Permission[];
}

/** What the form is for: a new role, begun from nothing or from another, or a change of one. */
export type RoleTask = { kind: 'new'; from?: RoleRowFragment } | { kind: 'change'; role: RoleRowFragment };

/** The form of a new role, or of one that is there. */
export function draftOf(role?: Pick<RoleRowFragment, 'name' | 'description' | 'permissions'>): RoleDraft {
  return {
    name: role?.name ?? '',
    description: role?.description ?? '',
    permissions: inOrder(role?.permissions ?? []),
  };
}

/** A new role that begins as another: what its maker does not have themselves is left out, as it would be refused. */
export function copyOf(role: RoleRowFragment, name: string, own: readonly Permission[]): RoleDraft {
  const permissions = inOrder(role.permissions.filter((permission) => own.includes(permission)));
  return { name, description: role.isBuiltIn ? '' : (role.description ?? ''), permissions };
}

export function isSameDraft(one: RoleDraft, other: RoleDraft): boolean {
  return changedFields(one, other).length === 0;
}

export function createInput({ name, description, permissions }: RoleDraft): CreateRoleInput {
  return { name, permissions: inOrder(permissions), ...(description.trim() !== '' && { description }) };
}

/** Only the changed fields, so that another user's change to another field is kept. */
export function updateInput(
  { id, version }: Pick<RoleRowFragment, 'id' | 'version'>,
  base: RoleDraft,
  draft: RoleDraft,
): UpdateRoleInput {
  const changes = changedFields(base, draft).map((field) => [field, draft[field]]);
  return { id, version, ...Object.fromEntries(changes) };
}

/** Merges the form with the current role: typed values stay, all others are the current ones. */
export function rebase(base: RoleDraft, draft: RoleDraft, present: RoleDraft): RoleDraft {
  const typed = changedFields(base, draft).map((field) => [field, draft[field]]);
  return { ...present, ...Object.fromEntries(typed) };
}

function changedFields(one: RoleDraft, other: RoleDraft): (keyof RoleDraft)[] {
  return (['name', 'description', 'permissions'] as const).filter((field) => {
    if (field !== 'permissions') return one[field] !== other[field];
    return new Set(one.permissions).symmetricDifference(new Set(other.permissions)).size > 0;
  });
}
