import { type QueryExecutorProvider, sql } from 'kysely';

/** PostgreSQL's code for a disk that is full. */
const DISK_FULL = '53100';

let isFull = false;

/** Remembers that PostgreSQL could not write for want of space. Reading goes on, so nothing else would tell. */
export function noteStorageFault(error: unknown): void {
  if ((error as { code?: unknown } | null)?.code === DISK_FULL) isFull = true;
}

/** Whether there is space to write. Tries it where there was none when it was last needed; else there is nothing to ask. */
export async function storageTakesWrites(db: QueryExecutorProvider): Promise<boolean> {
  if (!isFull) return true;
  await sql`insert into sign_in_limits (key, attempts, resets_at) values ('storage', 0, now())
    on conflict on constraint sign_in_limits_pkey do update set resets_at = now()`.execute(db);
  isFull = false;
  return true;
}
