import { type QueryExecutorProvider, sql } from 'kysely';
import { UserErrorCode } from '../../../refusals/user-error.enum.js';
import { reason } from './import-row.js';

/** "eras" in ASCII. Erasures share this advisory lock; a check takes it alone, at its end. */
const ERASURES_LOCK = 0x65726173;

const NOT_FOUND = sql.lit(JSON.stringify([reason(UserErrorCode.NOT_FOUND, null, 'userError.notFound.user')]));

/** Removes all that a row of a file says about a user. */
export const EMPTIED = sql`raw = '', row_id = null, matched = null, texts = '{}', changes = '{}', outcome = 'REFUSED',
  reasons = ${NOT_FOUND}::jsonb`;

/**
 * For an erasure, in its transaction and by a statement before its own: the next statement then sees the rows of each check
 * that has ended, and each other check sees the erasure. Call it before rows are locked, as it may wait for a check.
 */
export async function shareWithChecks(db: QueryExecutorProvider): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${ERASURES_LOCK})`.execute(db);
}

/** For a check: waits for the erasures that run. Later ones wait for the end of the transaction. */
export async function waitForErasures(db: QueryExecutorProvider): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ERASURES_LOCK})`.execute(db);
}

/**
 * Empties the rows about users who were erased since `before`. The caller has waited for erasures.
 * @param before a transaction with the snapshot of the beginning of the check, which still has these users
 */
export async function emptyErased(
  db: QueryExecutorProvider,
  before: QueryExecutorProvider,
  id: string,
): Promise<{ isAnyErased: boolean; isAboutErased: boolean }> {
  // An erasure that was not over at the beginning of the check began less than an hour before it.
  const { rows: entries } = await sql<{ id: string }>`select target_id as id from audit_entries
    where action = 'USER_ERASED' and occurred_at > now() - interval '1 hour'`.execute(db);
  const { rows: erased } = await sql<{
    id: string;
    address: string;
  }>`select id, lower(email) as address from users
    where id = any(${entries.map((entry) => entry.id)}::uuid[])`.execute(before);
  if (erased.length === 0) return { isAnyErased: false, isAboutErased: false };
  const ids = erased.map((user) => user.id);
  const addresses = erased.map(({ address }) => address);
  const { rows } = await sql`update user_import_rows set ${EMPTIED} where import_id = ${id}::uuid
      and (matched = any(${ids}::uuid[]) or row_id = any(${ids}::uuid[]) or email_key = any(${addresses}::text[]))
    returning number`.execute(db);
  return { isAnyErased: true, isAboutErased: rows.length > 0 };
}
