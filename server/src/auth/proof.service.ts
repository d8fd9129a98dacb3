import { type QueryExecutorProvider, sql } from 'kysely';
import type { RequestContext } from '../context.js';
import type { Refusal } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { HashingBusyError } from './password/hashing.js';
import type { OwnSession } from './viewer/own-session.js';
import { spendCode } from './second-factor/second-factor.service.js';
import type { Verified } from './viewer/standing.service.js';
import {
  countAttempt,
  forgetAttempts,
  giveBackAttempt,
  limitKey,
  networkOf,
} from './sign-in/sign-in-limit.js';

/** A sign-in within this time counts as proof, except for removing a factor. */
const RECENT_MINUTES = 10;

/** Proof that the request comes from the person who signed in. */
export interface Proof {
  password?: string | null;
  code?: string | null;
}

/** Whether the session began within that time. Renewing it does not count. */
export async function isRecent(db: QueryExecutorProvider, { sessionId }: OwnSession): Promise<boolean> {
  const { rows } = await sql`select from sessions where id = ${sessionId}::uuid
    and created_at > now() - make_interval(mins => ${RECENT_MINUTES})`.execute(db);
  return rows.length > 0;
}

/**
 * The refusal if the proof is not enough; else what it has verified, for `checkStands` in the transaction that acts on it. A
 * recent sign-in counts as proof.
 */
export async function checkProofOrRecent(
  context: RequestContext,
  own: OwnSession,
  proof: Proof,
): Promise<Refusal | Verified> {
  return (await isRecent(context.db, own)) ? {} : checkProof(context, own, proof);
}

/** The same, but a recent sign-in does not count. */
export async function checkProof(
  context: RequestContext,
  own: OwnSession,
  { password, code }: Proof,
): Promise<Refusal | Verified> {
  if (code) {
    const path = ['proof', 'code'];
    const spend = async () =>
      (await context.transaction((db) => spendCode(context, db, own.userId, code))) ? {} : undefined;
    return attempt(context, own, path, 'userError.wrongCode', spend);
  }
  const path = ['proof', 'password'];
  if (!password) return { code: UserErrorCode.REQUIRED, path, key: 'userError.proofRequired' };
  return checkOwnPassword(context, own, password, path);
}

/** The refusal if it is not the viewer's password; else the hash that it matches. */
export async function checkOwnPassword(
  context: RequestContext,
  own: OwnSession,
  password: string,
  path: string[],
): Promise<Refusal | Verified> {
  return attempt(context, own, path, 'userError.wrongPassword', async () => {
    const found = await sql<{ password_hash: string | null }>`select password_hash from users
      where id = ${own.userId}::uuid`.execute(context.db);
    const [row] = found.rows;
    const passwordHash = row?.password_hash ?? null;
    const network = networkOf(context.origin.address);
    return (await context.auth.hashing.verify(password, passwordHash, network, true))
      ? { passwordHash }
      : undefined;
  });
}

/** Each session has its own attempts, so a stolen session cannot use up those of others. */
async function attempt(
  { db }: RequestContext,
  { userId, sessionId }: OwnSession,
  path: string[],
  key: Refusal['key'],
  verify: () => Promise<Verified | undefined>,
): Promise<Refusal | Verified> {
  const limit = limitKey(`proof of ${userId}`, sessionId);
  const { minutesToWait: minutes } = await countAttempt(db, limit);
  if (minutes !== undefined) {
    return { code: UserErrorCode.LIMIT, path, key: 'userError.tooManyAttempts', params: { minutes } };
  }
  let verified: Verified | undefined;
  try {
    verified = await verify();
  } catch (error) {
    if (!(error instanceof HashingBusyError)) throw error;
    await giveBackAttempt(db, limit);
    return { code: UserErrorCode.LIMIT, path, key: 'userError.busy' };
  }
  if (!verified) return { code: UserErrorCode.WRONG_CREDENTIALS, path, key };
  await forgetAttempts(db, limit);
  return verified;
}
