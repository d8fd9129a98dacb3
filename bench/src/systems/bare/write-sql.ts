import { COLUMNS } from './sql.js';

/** The statements of a write: Rollcall's own, which operations/write-checks.ts compares. */

/** The actor: the audit entry must be as long as a real one. */
export const ACTOR = '01930000-0000-7000-8000-000000000001';
export const TOKEN = '01930000-0000-7000-8000-000000000002';
export const LOCK = {
  name: 'lock',
  text: `select id, email, display_name as "displayName", given_name as "givenName", family_name as "familyName",
      title, department, phone, locale, time_zone as "timeZone", version, activated_at as "activatedAt",
      deactivated_at as "deactivatedAt", deleted_at as "deletedAt"
    from users where id = $1::uuid for update`,
};

export const ROLES = {
  name: 'roles',
  text: `select r.id, r.key, r.permissions from user_roles ur
    join roles r on r.id = ur.role_id where ur.user_id = $1::uuid`,
};

export const INSERT = {
  name: 'insert',
  text: 'insert into users (email, display_name) values ($1::text, $2::text) returning id',
};

export const SET_TITLE = set('title');
export const SET_DEACTIVATED_AT = set('deactivated_at');
export const SET_DELETED_AT = set('deleted_at');

function set(column: string) {
  return {
    name: `set_${column}`,
    text: `update users set ${column} = $2, version = version + 1, updated_at = now() where id = $1::uuid`,
  };
}

export const RECORD = {
  name: 'record',
  text: `insert into audit_entries
      (action, actor_id, session_id, token_id, target_type, target_id, request_id, address, changes)
    values ($1, $2::uuid, $3::uuid, $4::uuid, 'USER', $5::uuid, $6, $7, $8::jsonb)`,
};

/** Notifies every server of a reduction of a user's rights. */
export const TELL = { name: 'tell', text: "select pg_notify('rollcall_access_changes', $1)" };

export const END_SESSIONS = {
  name: 'end_sessions',
  text: `with ended as (update sessions set revoked_at = now()
        where user_id = $1::uuid and revoked_at is null and expires_at > now() returning id)
    select (select count(*) from ended)::int as count,
      (select pg_notify('rollcall_access_changes', $2) from ended limit 1)`,
};

export const WRITTEN = {
  name: 'written',
  text: `select ${COLUMNS}, u.title from users u where u.id = $1::uuid`,
};
