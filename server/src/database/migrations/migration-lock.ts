import { setTimeout as delay } from 'node:timers/promises';

/**
 * The advisory lock of migrations: a number that no other program uses, "rollcall" in ASCII, cut to 32 bits. A migration takes
 * it exclusively, a backup shares it, so that the schema does not change meanwhile.
 */
const LOCK = 0x726f6c6c;

const TRY_AGAIN_MS = 200;

const TRY = {
  /** Until the transaction ends. */
  alone: `select pg_try_advisory_xact_lock(${LOCK}) as taken`,
  /** Until the connection ends. */
  shared: `select pg_try_advisory_lock_shared(${LOCK}) as taken`,
};

/**
 * Waits for the lock by trying again. A statement that waits for it would hold a snapshot, and an index that the owner of the lock
 * makes concurrently would wait for that snapshot: neither would ever end.
 * @param run runs a statement on the connection that is to have the lock
 */
export async function takeMigrationLock(
  kind: keyof typeof TRY,
  run: (sql: string) => Promise<{ taken: boolean }[]>,
): Promise<void> {
  while (!(await run(TRY[kind]))[0]?.taken) await delay(TRY_AGAIN_MS);
}
