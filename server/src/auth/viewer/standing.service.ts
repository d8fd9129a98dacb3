import { type QueryExecutorProvider, sql } from 'kysely';
import { BadInputError } from '../../errors.js';
import type { OwnSession } from './own-session.js';

/** What was verified about a user before a wait. The write after the wait depends on it. */
export interface Verified {
  /** The hash that the password matched; undefined if no password was asked for. */
  passwordHash?: string | null;
  /** Whether the user had a second factor. */
  hasTotp?: boolean;
}

/**
 * Whether a user may still sign in, and what was verified still holds. Call it first in the transaction that acts. It locks the
 * user's row, as a password reset and a deactivation do, so the second transaction sees the result of the first.
 */
export async function stands(
  db: QueryExecutorProvider,
  userId: string,
  { passwordHash, hasTotp }: Verified = {},
): Promise<boolean> {
  const { rows } = await sql<{ password_hash: string | null; status: string }>`select password_hash, status
    from users where id = ${userId}::uuid for update`.execute(db);
  const [user] = rows;
  if (user?.status !== 'ACTIVE') return false;
  if (passwordHash !== undefined && user.password_hash !== passwordHash) return false;
  if (hasTotp === undefined) return true;
  // Read after the lock: else it would miss the write of the transaction that held the lock.
  const { rows: factors } = await sql`select from totp_factors
    where user_id = ${userId}::uuid and confirmed_at is not null`.execute(db);
  return factors.length > 0 === hasTotp;
}

/**
 * The same for operations that need a session: the session must still be valid as well. If it is not, the whole operation is
 * refused, as a new request would be.
 */
export async function checkStands(
  db: QueryExecutorProvider,
  { userId, sessionId }: OwnSession,
  verified: Verified = {},
): Promise<void> {
  if (await stands(db, userId, verified)) {
    const { rows } = await sql`select from sessions
      where id = ${sessionId}::uuid and revoked_at is null and expires_at > now() for share`.execute(db);
    if (rows.length > 0) return;
  }
  throw new BadInputError('error.unauthenticated', {}, 'UNAUTHENTICATED');
}
