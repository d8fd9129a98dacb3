import { type QueryExecutorProvider, sql } from 'kysely';
import { emptyImports } from './user-import.row.js';

/** Deletes uploads past their retention, except while a job applies them. */
export async function sweepImports(db: QueryExecutorProvider): Promise<void> {
  const { rows } = await sql<{ id: string }>`delete from user_imports i where i.expires_at < now()
      and not exists (select from bulk_jobs j where j.id = i.job_id and j.finished_at is null)
    returning i.id`.execute(db);
  await emptyImports(
    db,
    rows.map(({ id }) => id),
  );
}
