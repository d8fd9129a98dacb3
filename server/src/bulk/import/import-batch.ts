import { type QueryExecutorProvider, sql } from 'kysely';
import { AuditAction } from '../../audit/audit.enums.js';
import { userEntries } from '../../audit/audit.service.js';
import {
  type Invitee,
  type IssuedInvitation,
  issueInvitations,
} from '../../invitations/invitation-link.service.js';
import { comparedRows } from '../../users/import/check/user-import-compare.service.js';
import { columnOf, TEXT_FIELDS } from '../../users/user.fields.js';
import type { BatchOf } from '../worker/bulk-batch.js';
import type { BatchCounts } from '../worker/claimed-job.row.js';
import { assignments, DIFFERENCES, roleNames, textsOf } from './import-columns.js';
import { matchOf } from './import-freeze.js';

export interface WrittenImport extends BatchCounts {
  /** Users who may have lost rights: their roles changed, or they were deleted. */
  touched: string[];
  invitations: IssuedInvitation[];
  notices: { id: string; email: string }[];
  /** See Batch. */
  shared?: (db: QueryExecutorProvider) => Promise<void>;
}

type Moved = Record<'created' | 'changed' | 'unchanged' | 'refused' | 'reclassified', number>;

type Written = Omit<WrittenImport, 'invitations' | 'shared'> & { invitees: Invitee[]; moved: Moved | null };

const COLUMNS = sql.join(TEXT_FIELDS.map((field) => sql.ref(columnOf(field))));
const VALUES = sql.join(TEXT_FIELDS.map((field) => sql`t.texts->>${sql.lit(field)}`));

/** Whether the row `r` does something else, by its comparison `j`, than it did until now. */
const DIFFERS = sql`(r.outcome, r.changes) is distinct from (j.outcome, j.changes)`;

/** How many rows more, or less, each outcome has than before the batch: users may be changed while the job runs. */
const MOVED = sql.join([
  sql`count(*) filter (where was <> outcome or is_new_mark) as rows`,
  sql`count(*) filter (where is_new_mark) as reclassified`,
  ...(['CREATED', 'CHANGED', 'UNCHANGED', 'REFUSED'] as const).map(
    (
      outcome,
    ) => sql`count(*) filter (where outcome = ${sql.lit(outcome)}) - count(*) filter (where was = ${sql.lit(outcome)})
      as ${sql.ref(outcome.toLowerCase())}`,
  ),
]);

/**
 * Compares the rows of a batch with the locked users and writes them by one statement, with their audit entries and results.
 * Rows that differ from the comparison at the start of the job are written by the present state, and marked.
 */
export async function applyImport(db: QueryExecutorProvider, batch: BatchOf): Promise<WrittenImport> {
  const { job, judged, origin, from, upto } = batch;
  const importId = job.change.importId ?? '';
  const match = await matchOf(db, importId);
  const range = sql`r.import_id = ${importId}::uuid and r.number > ${from}::int and r.number <= ${upto}::int`;
  const rows = sql`select r.number, r.row_id, r.texts, r.roles, r.reasons, r.matched from user_import_rows r
    where ${range} and r.outcome <> 'REFUSED'`;
  const { rows: written } =
    await sql<Written>`with ${comparedRows(rows, { viewer: judged.actor, match, isBatch: true })},
    items as materialized (select i.number, i.ctid as item, i.user_id from bulk_items i
      where i.job_id = ${job.id}::uuid and i.number > ${from}::int and i.number <= ${upto}::int),
    todo as materialized (select j.number, i.item, i.user_id as id, r.texts, r.roles,
        coalesce(array(select ur.role_id from user_roles ur where ur.user_id = j.id order by ur.role_id), '{}') as had
      from judged j join items i on i.number = j.number join user_import_rows r on ${range} and r.number = j.number
      where j.outcome in ('CREATED', 'CHANGED')),
    written as (merge into users u using todo t on u.id = t.id
      when matched then update set ${assignments(sql`t.texts`)}, version = u.version + 1, updated_at = now()
      when not matched then insert (id, ${COLUMNS}) values (t.id, ${VALUES})
      returning merge_action() = 'INSERT' as is_created, t.number, t.item, t.had, t.roles,
        t.roles is not null and t.roles is distinct from t.had as has_other_roles, new.id, new.version, new.status,
        old.activated_at is not null as was_active, ${textsOf('old')} as was, ${textsOf('new')} as now),
    changed as materialized (select w.*, ${DIFFERENCES} as texts,
        case when w.has_other_roles then jsonb_build_object('roles',
          jsonb_build_object('before', ${roleNames(sql`w.had`)}, 'after', ${roleNames(sql`w.roles`)})) else '{}' end as role_changes
      from written w),
    noted as materialized (select c.number, c.id, c.is_created, c.texts || c.role_changes || case when c.is_created
        then jsonb_build_object('status', jsonb_build_object('before', null, 'after', c.status)) else '{}' end as changes
      from changed c),
    taken as (delete from user_roles ur using changed c
      where ur.user_id = c.id and c.has_other_roles and not ur.role_id = any(c.roles)),
    given as (insert into user_roles (user_id, role_id) select c.id, r from changed c, unnest(c.roles) as r
      where c.has_other_roles and not r = any(c.had)),
    created_entries as (${userEntries(AuditAction.USER_CREATED, origin, sql`noted c where c.is_created order by c.number`)}),
    changed_entries as (${userEntries(AuditAction.USER_UPDATED, origin, sql`noted c where not c.is_created order by c.number`)}),
    changed_results as (update bulk_items i set outcome = 'CHANGED', version_after = c.version,
        before = case when c.is_created then '{"created": true}' else jsonb_build_object('texts',
            (select coalesce(jsonb_object_agg(k, c.was->k), '{}') from jsonb_object_keys(c.texts) as k))
          || case when c.has_other_roles then jsonb_build_object('roles', to_jsonb(c.had)) else '{}' end end
      from changed c where i.ctid = c.item),
    others as materialized (select i.number, i.item,
        case when j.outcome = 'UNCHANGED' then 'UNCHANGED' else 'REFUSED' end as outcome,
        case when j.outcome = 'UNCHANGED' then null else coalesce(j.reasons, r.reasons)->0->>'code' end as reason
      from items i left join judged j on j.number = i.number
      left join user_import_rows r on ${range} and r.number = i.number
      where j.number is null or j.outcome not in ('CREATED', 'CHANGED')),
    other_results as (update bulk_items i set outcome = o.outcome, reason = o.reason
      from others o where i.ctid = o.item),
    kept as (update user_import_rows r set outcome = j.outcome, reasons = j.reasons, changes = j.changes,
        matched = coalesce(c.id, j.id, r.matched), is_reclassified = r.is_reclassified or ${DIFFERS}
      from judged j left join changed c on c.number = j.number
      where ${range} and r.number = j.number
        and (c.is_created or ${DIFFERS})
        -- An erasure may have emptied and refused the row meanwhile.
        and r.outcome <> 'REFUSED'
      returning old.outcome as was, new.outcome, new.is_reclassified and not old.is_reclassified as is_new_mark),
    moved as materialized (select ${MOVED} from kept)
    select (select count(*)::int from changed) as changed, (select count(*)::int from changed where is_created) as created,
      (select count(*)::int from others where outcome = 'UNCHANGED') as unchanged,
      (select count(*)::int from others where outcome = 'REFUSED') as refused,
      array(select id from changed where has_other_roles and not is_created) as touched,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'email', was->'email')), '[]') from changed
        where was_active and was->>'email' <> now->>'email') as notices,
      (select coalesce(jsonb_agg(now || jsonb_build_object('id', id)), '[]') from changed
        where is_created and ${job.change.invites ?? false}) as invitees,
      (select to_jsonb(m) from moved m where m.rows > 0) as moved`.execute(db);
  const [row] = written;
  if (!row) throw new Error('a count without a row');
  const { invitees, moved, ...counts } = row;
  return {
    ...counts,
    invitations: await issueInvitations(db, origin, invitees),
    ...(moved && { shared: (last: QueryExecutorProvider) => countMoved(last, importId, moved) }),
  };
}

/** Moves the rows between the counts of the import. */
async function countMoved(db: QueryExecutorProvider, importId: string, moved: Moved): Promise<void> {
  await sql`update user_imports set created = created + ${moved.created}, changed = changed + ${moved.changed},
      unchanged = unchanged + ${moved.unchanged}, refused = refused + ${moved.refused},
      reclassified = reclassified + ${moved.reclassified}
    where id = ${importId}::uuid`.execute(db);
}
