import { type RawBuilder, sql } from 'kysely';
import { Permission } from '../../../access/permission.enum.js';
import type { Viewer } from '../../../access/viewer.js';
import { UserErrorCode } from '../../../refusals/user-error.enum.js';
import { columnOf, TEXT_FIELDS } from '../../user.fields.js';
import { type ImportReason, reason } from './import-row.js';
import { UserImportMatch } from '../user-import.enums.js';

/** Why a row is refused when it is compared with the directory. */
const VERDICTS: Readonly<Record<string, ImportReason>> = {
  NOT_FOUND: reason(UserErrorCode.NOT_FOUND, 'id', 'userError.notFound.user'),
  DUPLICATE: reason(UserErrorCode.DUPLICATE, null, 'userError.import.duplicate'),
  CHANGED_SINCE: reason(UserErrorCode.STALE_VERSION, null, 'userError.import.changedSince'),
  REQUIRED: reason(UserErrorCode.REQUIRED, null, 'userError.import.required'),
  EMAIL_TAKEN: reason(UserErrorCode.EMAIL_TAKEN, 'email', 'userError.emailTaken'),
  BEYOND: reason(UserErrorCode.NOT_ALLOWED, null, 'userError.import.beyond'),
  OWN_ADDRESS: reason(UserErrorCode.NOT_ALLOWED, 'email', 'userError.notAllowed.ownEmail'),
  ROLE: reason(UserErrorCode.NOT_ALLOWED, 'roles', 'userError.import.role'),
  LAST_OWNER: reason(UserErrorCode.LAST_OWNER, 'roles', 'userError.lastOwner'),
};

interface Comparison {
  viewer: Viewer;
  match: UserImportMatch;
  /** For a batch: its rows were compared with all others before, and `matched` is the user that they matched then. */
  isBatch: boolean;
}

const REASONS = sql`case c.verdict ${sql.join(
  Object.entries(VERDICTS).map(
    ([verdict, each]) => sql`when ${sql.lit(verdict)} then ${sql.lit(JSON.stringify([each]))}::jsonb`,
  ),
  sql` `,
)} end`;

/** `[before, after]` of each field that the row `r` changes in the user `u`. In arrays, nulls stay. */
const CHANGES = sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(
  TEXT_FIELDS.map((field) => {
    const [name, column] = [sql.lit(field), sql.ref(`u.${columnOf(field)}`)];
    return sql`${name}, case when r.texts ? ${name} and r.texts->>${name} is distinct from ${column}
      then jsonb_build_array(${column}, r.texts->>${name}) end`;
  }),
)}, 'roles', case when r.roles is distinct from coalesce(had.ids, '{}') and r.roles is not null
    then jsonb_build_array(${namesOf(sql`had.ids`)}, ${namesOf(sql`r.roles`)}) end))`;

function namesOf(ids: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(jsonb_agg(x.name order by x.name), '[]') from roles x where x.id = any(${ids}))`;
}

/**
 * The CTE `judged(number, id, outcome, reasons, changes, is_owner)` of rows of a file: `id` is the user that a row is about, by
 * its id, else by its address in the form of the unique index. The rules are those of the single writes.
 * @param source rows with `number, row_id, texts, roles, reasons`, and of a batch `matched`
 */
export function comparedRows(
  source: RawBuilder<unknown>,
  { viewer, match, isBatch }: Comparison,
): RawBuilder<unknown> {
  const permissions = sql`${[...viewer.permissions]}::text[]`;
  const self = sql`${viewer.userId}::uuid`;
  const givesRoles = viewer.permissions.has(Permission.ROLES_WRITE);
  const byAddress = match === UserImportMatch.ID ? sql`false` : sql`r.row_id is null`;
  const repeats = isBatch
    ? sql`when d.found is distinct from r.matched then 'CHANGED_SINCE'`
    : sql`when d.found is not null and d.by_user > 1 or d.address is not null and d.by_address > 1 then 'DUPLICATE'`;
  return sql`source as materialized (${source}),
    found as materialized (select r.number, coalesce(i.id, m.id) as found, lower(r.texts->>'email') as address
      from source r
      left join users i on i.id = r.row_id and i.deleted_at is null
      left join users m on ${byAddress} and m.deleted_at is null and lower(m.email) = lower(r.texts->>'email')),
    numbered as (select *, row_number() over (partition by address order by number) as by_address,
        row_number() over (partition by found order by number) as by_user
      from found),
    givable as materialized (select coalesce(array_agg(x.id), '{}') as ids from roles x
      where ${givesRoles} and x.permissions <@ ${permissions}),
    owner as materialized (select x.id from roles x where x.key = 'OWNER'),
    ruled as materialized (select r.number, d.found as id, r.reasons,
        case when r.reasons <> '[]' then 'READ'
          when r.row_id is not null and d.found is null then 'NOT_FOUND'
          ${repeats}
          when d.found is null and (d.address is null or r.texts->>'displayName' is null) then 'REQUIRED'
          when d.address <> coalesce(lower(u.email), '') and exists (select from users o
            where lower(o.email) = d.address and o.deleted_at is null and o.id is distinct from d.found) then 'EMAIL_TAKEN'
          when had.is_beyond then 'BEYOND'
          when d.found = ${self} and r.texts->>'email' <> u.email then 'OWN_ADDRESS'
          when r.roles is distinct from coalesce(had.ids, '{}') and r.roles is not null and exists (
            (select unnest(r.roles) except select unnest(had.ids))
            union (select unnest(had.ids) except select unnest(r.roles))
            except select unnest(g.ids) from givable g) then 'ROLE' end as verdict,
        coalesce(had.is_owner and u.status = 'ACTIVE' and not (select id from owner) = any(r.roles), false) as is_owner,
        ${CHANGES} as changes
      from source r join numbered d on d.number = r.number left join users u on u.id = d.found
      left join lateral (select array_agg(ur.role_id order by ur.role_id) as ids, bool_or(x.key = 'OWNER') as is_owner,
          bool_or(not x.permissions <@ ${permissions}) as is_beyond
        from user_roles ur join roles x on x.id = ur.role_id where ur.user_id = d.found) as had on d.found is not null),
    checked as (select c.*, case when c.verdict is null and c.is_owner
          and row_number() over (partition by c.verdict, c.is_owner order by c.number) >= ${OWNERS} then 'LAST_OWNER'
        else c.verdict end as final
      from ruled c),
    judged as materialized (select c.number, c.id, c.is_owner,
        case when c.verdict is not null then 'REFUSED' when c.id is null then 'CREATED'
          when c.changes = '{}' then 'UNCHANGED' else 'CHANGED' end as outcome,
        coalesce(${REASONS}, c.reasons) as reasons,
        case when c.verdict is null then c.changes else '{}' end as changes
      from (select number, id, reasons, is_owner, changes, final as verdict from checked) as c)`;
}

/** Counted up to one more than a batch has: a batch cannot take the role from more of them. */
const OWNERS = sql`(select count(*) from (select from user_roles ur join users u on u.id = ur.user_id and u.status = 'ACTIVE'
  where ur.role_id = (select id from owner) limit 10001) as owners)`;
