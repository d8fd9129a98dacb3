import { type QueryExecutorProvider, sql } from 'kysely';
import { hashOf } from '../../access/secret-text.js';

/** The longest time that browsers give a person, and a margin for the network. */
const MINUTES = 6;

/** Expired challenges deleted with each new one. More than one keeps the table small. */
const SWEPT = 20;

/** Stores a challenge. @param userId the user who gets a passkey; null for a sign-in */
export async function keepChallenge(
  db: QueryExecutorProvider,
  challenge: string,
  userId: string | null,
): Promise<void> {
  await sql`delete from passkey_challenges where hash in
    (select hash from passkey_challenges where expires_at < now() limit ${SWEPT})`.execute(db);
  await sql`insert into passkey_challenges (hash, user_id, expires_at)
    values (${hashOf(challenge)}, ${userId}::uuid, now() + make_interval(mins => ${MINUTES}))`.execute(db);
}

/**
 * Uses up the challenge of a browser's answer, whether the answer is valid or not. Undefined if the challenge is unknown,
 * expired, used, or another user's.
 */
export async function spendChallenge(
  db: QueryExecutorProvider,
  answer: object,
  userId: string | null,
): Promise<string | undefined> {
  const challenge = challengeIn(answer);
  if (challenge === undefined) return undefined;
  const { rows } = await sql`delete from passkey_challenges where hash = ${hashOf(challenge)}
    and user_id is not distinct from ${userId}::uuid and expires_at > now() returning hash`.execute(db);
  return rows.length > 0 ? challenge : undefined;
}

function challengeIn(answer: object): string | undefined {
  try {
    const { clientDataJSON } = (answer as { response: { clientDataJSON: string } }).response;
    const text = Buffer.from(clientDataJSON, 'base64url').toString();
    const { challenge } = JSON.parse(text) as { challenge: unknown };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    // Not an answer of a browser.
    return undefined;
  }
}
