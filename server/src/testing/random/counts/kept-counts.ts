import type { TestDatabase } from '../../test-database.js';

/** Counts kept by triggers, summed as by a reader. */
export const KEPT = `select facet, value, sum(count)::int as count from user_facet_counts group by 1, 2 having sum(count) <> 0
  union all select 'status', status, sum(count)::int from user_counts group by 2 having sum(count) <> 0`;

const HAS_SECOND_FACTOR = `(exists (select from totp_factors t where t.user_id = u.id and confirmed_at is not null)
  or exists (select from passkeys p where p.user_id = u.id))`;

/** The same counts, computed from the users. */
export const TRUE_COUNTS = `select facet collate "C" as facet, value collate "C" as value, count(*)::int as count from (
    select 'department' as facet, left(btrim(split_part(search_text, chr(10), 3)), 200) as value
      from users where deleted_at is null and department is not null
    union all select 'second_factor', 'yes' from users u where deleted_at is null and ${HAS_SECOND_FACTOR}
    union all select 'created', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') from users where deleted_at is null
    union all select 'signed_in', to_char(last_sign_in_at at time zone 'UTC', 'YYYY-MM-DD')
      from users where deleted_at is null and last_sign_in_at is not null
    union all select 'never_signed_in', 'yes' from users where deleted_at is null and last_sign_in_at is null
    union all select 'language', locale from users where deleted_at is null and locale is not null
    union all select 'role', role_id::text from user_roles join users on id = user_id where deleted_at is null
    union all select 'status', status from users
  ) as found group by 1, 2`;

const OPEN_EXPIRY = `(select max(i.expires_at) from invitations i
  where i.user_id = u.id and i.accepted_at is null and i.cancelled_at is null)`;

/** Columns and counts that statements keep: the row, what is kept and what is true. */
const KEPT_ELSEWHERE = `
  select 'users.has_second_factor' as what, u.email as key, has_second_factor::text as kept, ${HAS_SECOND_FACTOR}::text as truth
    from users u
  union all select 'users.invitation_expires_at', u.email, invitation_expires_at::text, ${OPEN_EXPIRY}::text from users u
  union all select 'bulk_jobs', j.id::text || ' ' || j.kind,
      format('total %s changed %s unchanged %s refused %s of %s', j.total, j.changed, j.unchanged, j.refused, j.position),
      format('total %s changed %s unchanged %s refused %s of %s', i.total, i.changed, i.unchanged, i.refused,
        i.changed + i.unchanged + i.refused)
    from bulk_jobs j, lateral (select count(*) as total, count(*) filter (where outcome = 'CHANGED') as changed,
      count(*) filter (where outcome = 'UNCHANGED') as unchanged, count(*) filter (where outcome = 'REFUSED') as refused
      from bulk_items where job_id = j.id) as i where j.total is not null
  union all select 'user_imports', m.id::text,
      format('total %s created %s changed %s unchanged %s refused %s', m.total, m.created, m.changed, m.unchanged, m.refused),
      format('total %s created %s changed %s unchanged %s refused %s', r.total, r.created, r.changed, r.unchanged, r.refused)
    from user_imports m, lateral (select count(*) as total, count(*) filter (where outcome = 'CREATED') as created,
      count(*) filter (where outcome = 'CHANGED') as changed, count(*) filter (where outcome = 'UNCHANGED') as unchanged,
      count(*) filter (where outcome = 'REFUSED') as refused from user_import_rows where import_id = m.id) as r
    where m.checked_at is not null`;

/** One statement, so that it compares one snapshot, whatever is written meanwhile. */
const WRONG = `select coalesce(k.facet, t.facet) || ' ' || coalesce(k.value, t.value) as what,
      coalesce(k.count, 0)::text as kept, coalesce(t.count, 0)::text as truth
    from (${KEPT}) as k full join (${TRUE_COUNTS}) as t on t.facet = k.facet and t.value = k.value
    where k.count is distinct from t.count
  union all select what || ' ' || key, kept, truth from (${KEPT_ELSEWHERE}) as e where kept is distinct from truth`;

/** Each kept number that differs from a plain recount. */
export function wrongCounts({ query }: Pick<TestDatabase, 'query'>): Promise<object[]> {
  return query(WRONG);
}
