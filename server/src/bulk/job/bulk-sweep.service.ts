import { type QueryExecutorProvider, sql } from 'kysely';
import { UNDO_DAYS } from '../change/bulk-change.rule.js';

/** Results deleted by one statement. */
const BATCH = 10_000;

/** One sweep deletes at most a million results, so that it ends. The next one continues. */
const MAX_BATCHES = 100;

/** Deletes the results of jobs that can no longer be undone. The jobs stay, with their counts. */
export async function sweepBulkItems(db: QueryExecutorProvider): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const { rows: due } = await sql<{ id: string }>`select id from bulk_jobs
      where swept_at is null and finished_at < now() - make_interval(days => ${UNDO_DAYS})
      order by finished_at limit 1`.execute(db);
    const [job] = due;
    if (!job) return;
    const { rows } = await sql<{
      count: number;
    }>`with swept as (delete from bulk_items where job_id = ${job.id}::uuid
        and number in (select number from bulk_items where job_id = ${job.id}::uuid order by number limit ${BATCH})
        returning 1)
      select count(*)::int as count from swept`.execute(db);
    if (rows[0]?.count !== BATCH) {
      await sql`update bulk_jobs set swept_at = now() where id = ${job.id}::uuid`.execute(db);
    }
  }
}
