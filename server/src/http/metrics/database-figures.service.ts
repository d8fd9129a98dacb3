import { type QueryExecutorProvider, sql } from 'kysely';

export interface DatabaseFigures {
  sealLagSeconds: number;
  pendingJobs: number;
  runningJobs: number;
  oldestJobSeconds: number;
}

/**
 * The lag of the audit seals and the open bulk jobs. The first reads one entry through the index on `position`, the second the
 * partial index of open jobs.
 */
export async function readDatabaseFigures(db: QueryExecutorProvider): Promise<DatabaseFigures> {
  const { rows } = await sql<DatabaseFigures>`
    select
      coalesce((select greatest(extract(epoch from clock_timestamp() - occurred_at), 0)::float8 from audit_entries
        where position >= coalesce((select upto from audit_seals order by id desc limit 1), 0)
        order by position limit 1), 0) as "sealLagSeconds",
      count(*) filter (where state = 'PENDING')::int as "pendingJobs",
      count(*) filter (where state = 'RUNNING')::int as "runningJobs",
      coalesce(greatest(extract(epoch from now() - min(created_at)), 0)::float8, 0) as "oldestJobSeconds"
    from bulk_jobs where finished_at is null`.execute(db);
  return rows[0] as DatabaseFigures;
}
