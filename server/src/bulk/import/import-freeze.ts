import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type { Viewer } from '../../access/viewer.js';
import { comparedRows } from '../../users/import/check/user-import-compare.service.js';
import type { UserImportMatch } from '../../users/import/user-import.enums.js';
import type { StoredChange } from '../change/bulk-change.rule.js';
import type { ClaimedJob } from '../worker/claimed-job.row.js';

/** The rows of the file are gone, as after a crash of the database. */
export class FileGoneError extends Error {}

/** How rows of the import find users, or nothing if rows are missing. */
export async function matchOf(db: QueryExecutorProvider, importId: string): Promise<UserImportMatch> {
  const { rows } = await sql<{ match: UserImportMatch }>`select reading->>'match' as match from user_imports
    where id = ${importId}::uuid`.execute(db);
  if (!rows[0]) throw new FileGoneError();
  return rows[0].match;
}

/**
 * Compares the rows with the directory once more, as it may have changed since the dry run. A row whose outcome has changed is
 * marked. A refused row stays refused, as nobody has seen its new outcome.
 */
export async function judgeImport(
  db: QueryExecutorProvider,
  { change }: Pick<ClaimedJob, 'change'>,
  viewer: Viewer,
): Promise<void> {
  const importId = change.importId ?? '';
  const match = await matchOf(db, importId);
  const { rows: missing } = await sql`select from user_imports i where i.id = ${importId}::uuid
    and i.total <> (select count(*) from user_import_rows r where r.import_id = i.id)`.execute(db);
  if (missing.length > 0) throw new FileGoneError();
  await sql`set local work_mem = '64MB'`.execute(db);
  const rows = sql`select number, row_id, texts, roles, reasons from user_import_rows
    where import_id = ${importId}::uuid and outcome <> 'REFUSED'`;
  await sql`with ${comparedRows(rows, { viewer, match, isBatch: false })}
    update user_import_rows r set outcome = j.outcome, matched = j.id, changes = j.changes, reasons = j.reasons,
      is_reclassified = true
    from judged j where r.import_id = ${importId}::uuid and r.number = j.number
      and (r.outcome, r.matched, r.changes) is distinct from (j.outcome, j.id, j.changes)
      -- An erasure may have emptied and refused the row meanwhile.
      and r.outcome <> 'REFUSED'`.execute(db);
  // Before the rows are counted: an erasure changes these counts too.
  await sql`select from user_imports where id = ${importId}::uuid for update`.execute(db);
  await sql`update user_imports i set created = c.created, changed = c.changed, unchanged = c.unchanged, refused = c.refused,
      reclassified = c.reclassified
    from (select count(*) filter (where outcome = 'CREATED') as created, count(*) filter (where outcome = 'CHANGED') as changed,
        count(*) filter (where outcome = 'UNCHANGED') as unchanged, count(*) filter (where outcome = 'REFUSED') as refused,
        count(*) filter (where is_reclassified) as reclassified
      from user_import_rows where import_id = ${importId}::uuid) as c
    where i.id = ${importId}::uuid`.execute(db);
}

/** Inserts the items: one for each row of the file, by its number. Those to be created get their ids here. */
export function importItems(jobId: string, { importId }: StoredChange): RawBuilder<unknown> {
  return sql`insert into bulk_items (job_id, number, user_id)
    select ${jobId}::uuid, number, case when outcome = 'CREATED' then uuidv7() when outcome <> 'REFUSED' then matched end
    from user_import_rows where import_id = ${importId ?? ''}::uuid`;
}
