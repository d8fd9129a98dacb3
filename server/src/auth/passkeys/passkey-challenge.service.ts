import { type QueryExecutorProvider, sql } from 'kysely';
import { hashOf } from '../../access/secret-text.js';

/** What a browser gives a person at most, and a little for the way. */
const MINUTES = 6;

/** So many old ones are swept with each new one: more than one, and the table stays small. */
const SWEPT = 20;

/** Keeps a challenge. @param userId whose passkey is to be added; null: somebody is to sign in */
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
 * Uses up the challenge that a browser's answer is to, whether the answer turns out right or not. Undefined where
 * there is none, an old or used one, or another's.
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
    // Whatever it is, it is no answer of a browser's.
    return undefined;
  }
}
