import { type QueryExecutorProvider, sql } from 'kysely';
import { BadInputError } from '../../errors.js';
import type { OwnSession } from './own-session.js';

/** What was found out about a user before a wait, and what is about to be done rests on. */
export interface Verified {
  /** The hash that the password fitted; left out where no password was asked for. */
  passwordHash?: string | null;
  /** Whether a code would have been asked for. */
  hasTotp?: boolean;
}

/**
 * Whether a user may still sign in, and what was verified still holds. Call it first in the transaction that acts: it
 * locks the user's row, as a password reset and a deactivation do, so that the second of the two sees what the first did.
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
  // After the lock, or it would be as it was before who held it.
  const { rows: factors } = await sql`select from totp_factors
    where user_id = ${userId}::uuid and confirmed_at is not null`.execute(db);
  return factors.length > 0 === hasTotp;
}

/**
 * The same for what somebody does in person: their session stands as well. Where it does not any more, the whole
 * operation is refused, as it would have been had it come now.
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
