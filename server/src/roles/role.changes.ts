import type { Permission } from '../access/permission.enum.js';
import type { AuditDifference } from '../audit/audit.service.js';

/** The fields of a role that can be changed. */
export interface RoleValues {
  name: string;
  description: string | null;
  permissions: Permission[];
}

/** The changes of a write, for the audit trail: from null if the role is created, to null if it is deleted. */
export function changesOf(
  before: RoleValues | undefined,
  after: RoleValues | undefined,
): Record<string, AuditDifference> {
  const fields = ['name', 'description', 'permissions'] as const;
  return Object.fromEntries(
    fields
      .map((field) => [field, { before: before?.[field] ?? null, after: after?.[field] ?? null }] as const)
      .filter(([, difference]) => textOf(difference.before) !== textOf(difference.after)),
  );
}

export function permissionsChanged(changes: Record<string, AuditDifference>): boolean {
  return changes['permissions'] !== undefined;
}

/** Permissions in another order are the same. */
function textOf(value: AuditDifference['before']): string {
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
}
