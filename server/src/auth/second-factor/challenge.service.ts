import { type QueryExecutorProvider, sql } from 'kysely';
import { hashOf, newSecret } from '../../access/secret-text.js';

/** Long enough to find the phone. */
const MINUTES = 5;

/** Expired challenges deleted with each new one. More than one keeps the table small. */
const SWEPT = 20;

/** A sign-in whose password was right and whose code is still missing. */
export interface SignInChallenge {
  userId: string;
  /** The row that counts the password attempts. It is deleted when the code is right. */
  limitKey: Buffer;
}

/** Opens a challenge after a right password. Its text is needed for the next step, and is readable only this once. */
export async function openChallenge(
  db: QueryExecutorProvider,
  { userId, limitKey }: SignInChallenge,
): Promise<{ challenge: string; expiresAt: Date }> {
  const challenge = newSecret();
  await sql`delete from sign_in_challenges where hash in
    (select hash from sign_in_challenges where expires_at < now() limit ${SWEPT})`.execute(db);
  const { rows } = await sql<{ expires_at: string }>`
    insert into sign_in_challenges (hash, user_id, limit_key, expires_at)
    values (${hashOf(challenge)}, ${userId}::uuid, ${limitKey}, now() + make_interval(mins => ${MINUTES}))
    returning expires_at`.execute(db);
  const [row] = rows as [{ expires_at: string }];
  return { challenge, expiresAt: new Date(row.expires_at) };
}

/** The user of a challenge; undefined if the challenge is expired, used or unknown, or the user may not sign in. */
export async function findChallenge(
  db: QueryExecutorProvider,
  challenge: string,
): Promise<SignInChallenge | undefined> {
  const { rows } = await sql<SignInChallenge>`select c.user_id as "userId", c.limit_key as "limitKey"
    from sign_in_challenges c join users u on u.id = c.user_id
    where c.hash = ${hashOf(challenge)} and c.expires_at > now() and u.status = 'ACTIVE'`.execute(db);
  return rows[0];
}

/** Uses the challenge up. Of two simultaneous calls, one returns true. */
export async function closeChallenge(db: QueryExecutorProvider, challenge: string): Promise<boolean> {
  const { rows } = await sql`delete from sign_in_challenges
    where hash = ${hashOf(challenge)} and expires_at > now() returning user_id`.execute(db);
  return rows.length > 0;
}
