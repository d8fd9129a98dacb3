import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import type { AuditDifference, AuditRecord } from '../audit/audit.service.js';
import { User } from './user.entity.js';
import { UserStatus } from './user.enums.js';

/** What the audit trail keeps of a user, besides status and roles. */
const FIELDS = [
  'email',
  'displayName',
  'givenName',
  'familyName',
  'title',
  'department',
  'phone',
  'locale',
  'timeZone',
] as const satisfies (keyof User)[];

type Moments = Partial<Pick<User, 'deletedAt' | 'deactivatedAt' | 'activatedAt'>>;

/**
 * What the coming flush changes in a user, for the audit trail, but for the user's id, which a new one has not got yet.
 * Undefined where nothing is changed. Call it before the flush: after it, the entity no longer knows how it was.
 */
export function userRecord(em: SqlEntityManager, user: User): Omit<AuditRecord, 'target'> | undefined {
  const original = em.getUnitOfWork().getOriginalEntityData(user) as Partial<User> | undefined;
  const changes: Record<string, AuditDifference> = {};
  for (const field of FIELDS) note(changes, field, original?.[field] ?? null, user[field] ?? null);
  const before = original ? statusOf(original) : null;
  const after = statusOf(user);
  note(changes, 'status', before, after);
  if (!original && user.passwordHash) changes['password'] = { before: null, after: null };
  const roles = user.roles.isDirty() ? rolesOf(user) : undefined;
  if (!roles && Object.keys(changes).length === 0) return undefined;
  return { action: actionOf(before, after), changes, ...(roles && { roles }) };
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

/** As the database computes it: what it says is known only after the flush. */
function statusOf({ deletedAt, deactivatedAt, activatedAt }: Moments): UserStatus {
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

function rolesOf({ roles }: User): { before: string[]; after: string[] } {
  return { before: (roles.getSnapshot() ?? []).map(({ id }) => id), after: roles.getIdentifiers() };
}
