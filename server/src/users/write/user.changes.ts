import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import type { AuditDifference, AuditRecord } from '../../audit/audit.service.js';
import { UserStatus } from '../user.enums.js';
import { TEXT_FIELDS } from '../user.fields.js';
import type { UserChange, WrittenUser } from './written-user.row.js';

/** The changes of a user by a write, for the audit trail; undefined if there are none. */
export function userRecord({ before, after, roles }: UserChange): AuditRecord | undefined {
  const changes: Record<string, AuditDifference> = {};
  for (const field of TEXT_FIELDS) note(changes, field, before?.[field] ?? null, after[field] ?? null);
  const status = statusOf(after);
  const statusBefore = before ? statusOf(before) : null;
  note(changes, 'status', statusBefore, status);
  if (!before && after.passwordHash) changes['password'] = { before: null, after: null };
  if (!roles && Object.keys(changes).length === 0) return undefined;
  const target = { type: AuditTargetType.USER, id: after.id };
  return { action: actionOf(statusBefore, status), target, changes, ...(roles && { roles }) };
}

/** Whether a write may have reduced the user's rights: their roles or status changed. */
export function touchesAccess({ action, changes, roles }: AuditRecord): boolean {
  return action !== AuditAction.USER_CREATED && (roles !== undefined || changes?.['status'] !== undefined);
}

function note(
  changes: Record<string, AuditDifference>,
  field: string,
  before: string | null,
  after: string | null,
) {
  if (before !== after) changes[field] = { before, after };
}

/** As the database computes it. */
function statusOf({ deletedAt, deactivatedAt, activatedAt }: WrittenUser): UserStatus {
  if (deletedAt) return UserStatus.DELETED;
  if (deactivatedAt) return UserStatus.DEACTIVATED;
  return activatedAt ? UserStatus.ACTIVE : UserStatus.INVITED;
}

function actionOf(before: UserStatus | null, after: UserStatus): AuditAction {
  if (before === null) return AuditAction.USER_CREATED;
  if (before === after) return AuditAction.USER_UPDATED;
  if (after === UserStatus.DELETED) return AuditAction.USER_DELETED;
  if (before === UserStatus.DELETED) return AuditAction.USER_RESTORED;
  if (after === UserStatus.DEACTIVATED) return AuditAction.USER_DEACTIVATED;
  return before === UserStatus.DEACTIVATED ? AuditAction.USER_REACTIVATED : AuditAction.USER_UPDATED;
}
