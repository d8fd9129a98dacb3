import { type RawBuilder, sql } from 'kysely';
import { AuditAction } from '../../audit/audit.enums.js';
import { columnOf } from '../../users/user.fields.js';
import { BulkChangeKind } from './bulk-change.enums.js';
import { TEXT_OF } from './bulk-change.rule.js';
import { effectiveKind, fieldValue, type Judged } from './bulk-verdict.js';

/**
 * How a kind writes the users whose verdict is CHANGED.
 * The CTE `changed(number, item, id, version, before, changes)` writes them; `before` is what an undo puts back, `changes` what the
 * audit entry has. `more` are further CTEs.
 */
export interface BulkWrite {
  changed: RawBuilder<unknown>;
  more?: RawBuilder<unknown>[];
  action: AuditAction;
  /** Whether servers check the WebSockets of these users, as after the single write. */
  touchesAccess: boolean;
}

/** A change of the status: `set` is the assignment, `before` the old columns by their names in `before`. */
function ofStatus(
  set: RawBuilder<unknown>,
  before: RawBuilder<unknown>,
  action: AuditAction,
  ends = false,
): BulkWrite {
  return {
    changed: sql`update users u set ${set}, version = u.version + 1, updated_at = now()
      from judged j where u.id = j.id and j.verdict = 'CHANGED'
      returning j.number, j.item, u.id, new.version, jsonb_build_object(${before}) as before, jsonb_build_object('status',
        jsonb_build_object('before', old.status, 'after', new.status)) as changes`,
    // A user who is reactivated later has to sign in again.
    ...(ends && {
      more: [
        sql`ended as (update sessions s set revoked_at = now() from changed c
          where s.user_id = c.id and s.revoked_at is null and s.expires_at > now())`,
      ],
    }),
    action,
    touchesAccess: true,
  };
}

/** For an undo: the old value of a column. */
const before = (name: string) => sql`(j.before->>${sql.lit(name)})`;

/** The statement's parts for every kind but ERASE, RESEND_INVITATION and IMPORT, which have their own statements. */
export function bulkWrite(judged: Judged): BulkWrite {
  const { actor, change, isUndo } = judged;
  switch (effectiveKind(judged)) {
    case BulkChangeKind.DEACTIVATE:
      return ofStatus(
        sql`deactivated_at = coalesce(${before('deactivatedAt')}::timestamptz, now())`,
        sql`'deactivatedAt', old.deactivated_at`,
        AuditAction.USER_DEACTIVATED,
        true,
      );
    case BulkChangeKind.REACTIVATE:
      return ofStatus(
        sql`deactivated_at = null`,
        sql`'deactivatedAt', old.deactivated_at`,
        AuditAction.USER_REACTIVATED,
      );
    case BulkChangeKind.DELETE: {
      const by = isUndo
        ? // The user who first deleted them may no longer exist.
          sql`(select d.id from users d where d.id = ${before('deletedBy')}::uuid)`
        : sql`${actor.userId}::uuid`;
      return ofStatus(
        sql`deleted_at = coalesce(${before('deletedAt')}::timestamptz, now()), deleted_by = ${by}`,
        sql`'deletedAt', old.deleted_at, 'deletedBy', old.deleted_by`,
        AuditAction.USER_DELETED,
        true,
      );
    }
    case BulkChangeKind.RESTORE:
      return ofStatus(
        sql`deleted_at = null, deleted_by = null`,
        sql`'deletedAt', old.deleted_at, 'deletedBy', old.deleted_by`,
        AuditAction.USER_RESTORED,
      );
    case BulkChangeKind.SET_FIELD: {
      const name = TEXT_OF[change.field ?? 'DEPARTMENT'];
      const [old, now] = [sql.ref(`old.${columnOf(name)}`), sql.ref(`new.${columnOf(name)}`)];
      return {
        changed: sql`update users u set ${sql.ref(columnOf(name))} = ${fieldValue(judged, 'j')}, version = u.version + 1,
            updated_at = now()
          from judged j where u.id = j.id and j.verdict = 'CHANGED'
          returning j.number, j.item, u.id, new.version, jsonb_build_object('value', ${old}) as before,
            jsonb_build_object(${sql.lit(name)}, jsonb_build_object('before', ${old}, 'after', ${now})) as changes`,
        action: AuditAction.USER_UPDATED,
        touchesAccess: false,
      };
    }
    case BulkChangeKind.ADD_ROLE:
      return ofRole(change.roleId ?? '', true);
    case BulkChangeKind.REMOVE_ROLE:
      return ofRole(change.roleId ?? '', false);
    case BulkChangeKind.END_SESSIONS:
      return {
        changed: sql`select j.number, j.item, j.id, u.version, null::jsonb as before, jsonb_build_object('sessions',
            jsonb_build_object('before', count(*)::text, 'after', '0')) as changes
          from judged j join users u on u.id = j.id join sessions s on s.user_id = j.id
          where j.verdict = 'CHANGED' and s.revoked_at is null and s.expires_at > now() group by j.number, j.item, j.id, u.version`,
        more: [
          sql`ended as (update sessions s set revoked_at = now() from changed c
            where s.user_id = c.id and s.revoked_at is null and s.expires_at > now())`,
        ],
        action: AuditAction.SESSION_REVOKED,
        touchesAccess: true,
      };
    case BulkChangeKind.ERASE:
    case BulkChangeKind.RESEND_INVITATION:
    case BulkChangeKind.IMPORT:
      throw new Error('not a kind of this statement');
  }
}

function ofRole(roleId: string, isGiven: boolean): BulkWrite {
  const names = (which: RawBuilder<unknown>) =>
    sql`(select coalesce(jsonb_agg(r.name order by r.name), '[]') from roles r where ${which})`;
  const had = sql`r.id in (select ur.role_id from user_roles ur where ur.user_id = j.id)`;
  const has = isGiven ? sql`(${had} or r.id = ${roleId}::uuid)` : sql`(${had} and r.id <> ${roleId}::uuid)`;
  return {
    changed: sql`update users u set version = u.version + 1, updated_at = now()
      from judged j where u.id = j.id and j.verdict = 'CHANGED'
      returning j.number, j.item, u.id, new.version, '{}'::jsonb as before, jsonb_build_object('roles',
        jsonb_build_object('before', ${names(had)}, 'after', ${names(has)})) as changes`,
    more: [
      isGiven
        ? sql`given as (insert into user_roles (user_id, role_id) select c.id, ${roleId}::uuid from changed c)`
        : sql`taken as (delete from user_roles ur using changed c where ur.user_id = c.id and ur.role_id = ${roleId}::uuid)`,
    ],
    action: AuditAction.USER_UPDATED,
    touchesAccess: true,
  };
}
