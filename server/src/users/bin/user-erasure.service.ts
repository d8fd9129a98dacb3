import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type { AuditOrigin } from '../../audit/audit.service.js';
import type { Sweep } from '../../database/sweeper.js';
import { EMPTIED, shareWithChecks } from '../import/check/user-import-erasures.service.js';

/** Users erased by one statement: each has some dozens of audit entries. */
const BATCH = 100;

/** The limit of one sweep, so that it ends. The next one continues. */
const MAX_BATCHES = 100;

/** An erasure without a request. */
const SYSTEM: AuditOrigin = { viewer: null, requestId: null, origin: null };

/**
 * Erases the users among these who are in the bin: their rows, all that belongs to them, and their values in the audit trail.
 * Entries about them lose the values of the changes, entries by them lose the address. The caller has called
 * shareWithChecks. Returns the ids.
 */
export async function eraseFromBin(
  db: QueryExecutorProvider,
  ids: readonly string[],
  origin: AuditOrigin,
): Promise<string[]> {
  const { rows } = await erasure(
    sql`select id from users where id = any(${ids}::uuid[]) and deleted_at is not null order by id for update`,
    origin,
  ).execute(db);
  return rows.map(({ id }) => id);
}

/**
 * The same for users inside or outside the bin. The caller has locked them, after shareWithChecks. An entry for each of them in the audit trail
 * explains the missing values of earlier entries.
 */
export async function eraseRecorded(
  db: QueryExecutorProvider,
  ids: readonly string[],
  origin: AuditOrigin,
): Promise<void> {
  if (ids.length > 0)
    await erasure(sql`select id from users where id = any(${ids}::uuid[])`, origin).execute(db);
}

/** Erases users who have been in the bin for this number of days; 0 keeps them. */
export function binSweep(days: number): Sweep {
  return async function sweepBin(db) {
    if (days === 0) return;
    const due = sql`select id from users where deleted_at < now() - make_interval(days => ${days})
      order by deleted_at, id limit ${BATCH} for update skip locked`;
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const { rows } = await db.transaction().execute(async (transaction) => {
        await shareWithChecks(transaction);
        return erasure(due, SYSTEM).execute(transaction);
      });
      if (rows.length < BATCH) return;
    }
  };
}

/** How many rows of an upload had this outcome, which they lose. */
function lostRows(outcome: 'CREATED' | 'CHANGED' | 'UNCHANGED'): RawBuilder<unknown> {
  return sql`count(*) filter (where r.outcome = ${sql.lit(outcome)})`;
}

/** @param selected selects ids of users in the bin, and locks them */
function erasure(selected: RawBuilder<unknown>, { viewer, requestId, origin }: AuditOrigin) {
  const actor = sql`${viewer?.userId ?? null}::uuid`;
  // An entry without an actor was made by a person who was not signed in yet.
  const isOwn = sql`(a.actor_id is null or a.actor_id in (select id from gone))`;
  return sql<{ id: string }>`with gone as materialized (${selected}),
    about as (update audit_entries a set changes = erased_changes(a.changes), changes_salt = null,
        address = case when ${isOwn} then null else a.address end,
        address_salt = case when ${isOwn} then null else a.address_salt end
      from gone where a.target_id = gone.id),
    by as (update audit_entries a set address = null, address_salt = null
      from gone where a.actor_id = gone.id and a.address is not null
        and (a.target_id is null or a.target_id not in (select id from gone))),
    entries as (insert into audit_entries (action, actor_id, session_id, token_id, target_type, target_id, request_id, address)
      select 'USER_ERASED', ${actor}, ${viewer?.sessionId ?? null}::uuid, ${viewer?.tokenId ?? null}::uuid, 'USER', id,
        ${requestId}, ${origin?.address ?? null} from gone),
    uploads as materialized (select r.import_id, r.number from gone join user_import_rows r on r.matched = gone.id
      union select r.import_id, r.number from gone join user_import_rows r on r.row_id = gone.id
      union select r.import_id, r.number from gone join users u on u.id = gone.id
        join user_import_rows r on r.email_key = lower(u.email)),
    upload_rows as (update user_import_rows r set ${EMPTIED}
      from uploads p where r.import_id = p.import_id and r.number = p.number
      returning r.import_id, old.outcome),
    upload_outcomes as (select p.import_id, ${lostRows('CREATED')} as created, ${lostRows('CHANGED')} as changed,
        ${lostRows('UNCHANGED')} as unchanged
      from (select distinct import_id from uploads) as p left join upload_rows r on r.import_id = p.import_id
      group by p.import_id),
    upload_parts as (delete from user_import_parts where import_id in (select import_id from uploads)),
    upload_counts as (update user_imports i set reading = jsonb_set(reading, '{columns}', (select jsonb_agg(c || '{"samples":[]}')
          from jsonb_array_elements(reading->'columns') as c)),
        created = i.created - o.created, changed = i.changed - o.changed, unchanged = i.unchanged - o.unchanged,
        refused = i.refused + o.created + o.changed + o.unchanged
      from upload_outcomes o where i.id = o.import_id),
    items as (update bulk_items i set before = null from gone where i.user_id = gone.id and i.before is not null),
    keys as (delete from idempotency_keys k using gone where k.principal_id = gone.id)
    delete from users u using gone where u.id = gone.id returning u.id`;
}
