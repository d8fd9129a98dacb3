import { type QueryExecutorProvider, sql } from 'kysely';
import { Permission } from '../../access/permission.enum.js';
import { AuditAction } from '../../audit/audit.enums.js';
import { userEntries } from '../../audit/audit.service.js';
import type { BatchOf } from '../worker/bulk-batch.js';
import { assignments, DIFFERENCES, roleNames, textsOf } from './import-columns.js';
import type { WrittenImport } from './import-batch.js';

/**
 * Undoes a batch of an import: created users go into the bin, the others get their old values back. A user who was changed
 * since is left alone. The rules are those of deleteUser and updateUser.
 */
export async function undoImport(
  db: QueryExecutorProvider,
  { job, judged, origin, from, upto }: BatchOf,
): Promise<WrittenImport> {
  const { actor } = judged;
  const permissions = sql`${[...actor.permissions]}::text[]`;
  const self = sql`${actor.userId}::uuid`;
  const mayDelete = actor.permissions.has(Permission.USERS_DELETE);
  const mayGive = actor.permissions.has(Permission.ROLES_WRITE);
  const { rows } = await sql<Omit<WrittenImport, 'invitations' | 'notices'>>`with
    asked as materialized (select i.number, i.ctid as item, i.user_id as id, i.version_after,
        i.before ? 'created' as is_created, coalesce(i.before->'texts', '{}') as texts,
        case when i.before ? 'roles' then array(select jsonb_array_elements_text(i.before->'roles')::uuid) end as roles
      from bulk_items i where i.job_id = ${job.id}::uuid and i.number > ${from}::int and i.number <= ${upto}::int),
    owner as materialized (select id from roles where key = 'OWNER'),
    ruled as materialized (select a.*, had.ids as had,
        case when u.id is null then 'NOT_FOUND'
          when a.is_created is null or u.version <> a.version_after then 'STALE_VERSION'
          when u.deleted_at is not null then 'NOT_FOUND'
          when a.is_created and u.id = ${self} then 'SELF'
          when a.is_created and not ${mayDelete}::boolean then 'NOT_ALLOWED'
          when had.is_beyond or u.id = ${self} and a.texts ? 'email' then 'NOT_ALLOWED'
          when a.texts ? 'email' and exists (select from users o where lower(o.email) = lower(a.texts->>'email')
            and o.deleted_at is null and o.id <> u.id) then 'EMAIL_TAKEN'
          when a.roles is not null and exists (
            (select unnest(a.roles) except select unnest(had.ids)) union (select unnest(had.ids) except select unnest(a.roles))
            except select x.id from roles x where ${mayGive}::boolean and x.permissions <@ ${permissions}) then 'NOT_ALLOWED'
          end as refusal,
        u.status = 'ACTIVE' and (select id from owner) = any(had.ids)
          and (a.is_created or a.roles is not null and not (select id from owner) = any(a.roles)) as is_owner
      from asked a left join users u on u.id = a.id
      cross join lateral (select coalesce(array_agg(ur.role_id), '{}') as ids,
          coalesce(bool_or(not x.permissions <@ ${permissions}), false) as is_beyond
        from user_roles ur join roles x on x.id = ur.role_id where ur.user_id = u.id) as had),
    judged as materialized (select r.*, case when refusal is not null then refusal
        when is_owner and row_number() over (partition by refusal, is_owner order by number) >= (select count(*) from (
          select from user_roles ur join users u on u.id = ur.user_id and u.status = 'ACTIVE'
          where ur.role_id = (select id from owner) limit 10001) as owners) then 'LAST_OWNER' end as verdict
      from ruled r),
    written as (update users u set ${assignments(sql`j.texts`)}, version = u.version + 1, updated_at = now(),
        deleted_at = case when j.is_created then now() else u.deleted_at end,
        deleted_by = case when j.is_created then ${self} else u.deleted_by end
      from judged j where u.id = j.id and j.verdict is null
      returning j.number, j.item, j.is_created, j.roles, j.had, u.id, new.version, old.status as status_before, new.status,
        ${textsOf('old')} as was, ${textsOf('new')} as now),
    noted as materialized (select w.*, ${DIFFERENCES}
        || case when w.is_created then jsonb_build_object('status',
          jsonb_build_object('before', w.status_before, 'after', w.status)) else '{}' end
        || case when w.roles is not null then jsonb_build_object('roles',
          jsonb_build_object('before', ${roleNames(sql`w.had`)}, 'after', ${roleNames(sql`w.roles`)})) else '{}' end as changes
      from written w),
    ended as (update sessions s set revoked_at = now() from written w
      where w.is_created and s.user_id = w.id and s.revoked_at is null and s.expires_at > now()),
    taken as (delete from user_roles ur using written w where ur.user_id = w.id and w.roles is not null
      and not ur.role_id = any(w.roles)),
    given as (insert into user_roles (user_id, role_id) select w.id, r from written w, unnest(w.roles) as r
      where not r = any(w.had)),
    deleted_entries as (${userEntries(AuditAction.USER_DELETED, origin, sql`noted c where c.is_created order by c.number`)}),
    changed_entries as (${userEntries(AuditAction.USER_UPDATED, origin, sql`noted c where not c.is_created order by c.number`)}),
    results as (update bulk_items i set outcome = case when j.verdict is null then 'CHANGED' else 'REFUSED' end,
        reason = j.verdict, before = null, version_after = w.version
      from judged j left join written w on w.number = j.number where i.ctid = j.item)
    select count(*) filter (where verdict is null)::int as changed, 0 as unchanged,
      count(*) filter (where verdict is not null)::int as refused,
      coalesce(array_agg(id) filter (where verdict is null and (is_created or roles is not null)), '{}') as touched
    from judged`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('a count without a row');
  return { ...row, invitations: [], notices: [] };
}
