import { type QueryExecutorProvider, sql } from 'kysely';

/** PostgreSQL's code for a disk that is full. */
const DISK_FULL = '53100';

let isFull = false;

/** Remembers that PostgreSQL's disk was full. Reads still work, so nothing else would show it. */
export function noteStorageFault(error: unknown): void {
  if ((error as { code?: unknown } | null)?.code === DISK_FULL) isFull = true;
}

/** Whether there is space to write. It tries a write only if the last one failed for lack of space. */
export async function storageTakesWrites(db: QueryExecutorProvider): Promise<boolean> {
  if (!isFull) return true;
  await sql`insert into sign_in_limits (key, attempts, resets_at) values ('storage', 0, now())
    on conflict on constraint sign_in_limits_pkey do update set resets_at = now()`.execute(db);
  isFull = false;
  return true;
}
