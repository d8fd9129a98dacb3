import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import type { AuditDifference, AuditRecord } from '../../audit/audit.service.js';
import type { User } from '../user.entity.js';
import { UserStatus } from '../user.enums.js';
import { TEXT_FIELDS, type TextField, type UserTexts } from '../user.fields.js';

/** The state of a user before a write. A user without one is new. */
interface Before {
  texts: Partial<Record<TextField, string | null>>;
  status: UserStatus;
  /** Ids; undefined until other roles are set. */
  roles?: string[];
}

const remembered = new WeakMap<User, Before>();

/** Call it when a user has been read for a write: after the first flush, the entity no longer has the old values. */
export function rememberUser(user: User): void {
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, user[field] ?? null]));
  remembered.set(user, { texts, status: statusOf(user) });
}

/** Call it before other roles are set. */
export function rememberRoles(user: User, roles: string[]): void {
  const before = remembered.get(user);
  if (before) before.roles = roles;
}

/**
 * The differences that a write makes in a user, for the audit trail, without the id, which a new user does not have
 * yet. Undefined if the write changes nothing.
 */
export function userRecord(user: User): Omit<AuditRecord, 'target'> | undefined {
  const before = remembered.get(user);
  const changes: Record<string, AuditDifference> = {};
  for (const field of TEXT_FIELDS) note(changes, field, before?.texts[field] ?? null, user[field] ?? null);
  const status = statusOf(user);
  note(changes, 'status', before?.status ?? null, status);
  if (!before && user.passwordHash) changes['password'] = { before: null, after: null };
  const roles = rolesOf(user, before);
  if (!roles && Object.keys(changes).length === 0) return undefined;
  return { action: actionOf(before?.status ?? null, status), changes, ...(roles && { roles }) };
}

/** The same for a new user with texts alone. */
export function createdChanges(texts: UserTexts): Record<string, AuditDifference> {
  const changes: Record<string, AuditDifference> = {};
  for (const field of TEXT_FIELDS) note(changes, field, null, texts[field] ?? null);
  note(changes, 'status', null, UserStatus.INVITED);
  return changes;
}

/** Whether a write may have reduced the user's rights: it changed roles or the status. */
export function touchesAccess({ action, changes, roles }: Omit<AuditRecord, 'target'>): boolean {
  return action !== AuditAction.USER_CREATED && (roles !== undefined || changes?.['status'] !== undefined);
}

export function userTarget({ id }: User) {
  return { type: AuditTargetType.USER, id };
}

function note(
  changes: Record<string, AuditDifference>,
  field: string,
  before: string | null,
  after: string | null,
) {
  if (before !== after) changes[field] = { before, after };
}

/** The status as the database computes it, which is known only after the flush. */
function statusOf({ deletedAt, deactivatedAt, activatedAt }: User): UserStatus {
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

function rolesOf({ roles }: User, before: Before | undefined): AuditRecord['roles'] {
  if (before && !before.roles) return undefined;
  const after = roles.getIdentifiers<string>();
  return before || after.length > 0 ? { before: before?.roles ?? [], after } : undefined;
}
