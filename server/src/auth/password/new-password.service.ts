import { sql } from 'kysely';
import type { RequestContext } from '../../context.js';
import type { Refusal } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { HashingBusyError } from './hashing.js';
import { networkOf } from '../sign-in/sign-in-limit.js';

export const BUSY: Refusal = { code: UserErrorCode.LIMIT, path: ['input'], key: 'userError.busy' };

/** The hash of a new password; undefined if the hashing queue is full. */
export async function hashNewPassword(
  { auth, origin }: RequestContext,
  password: string,
  isKnown = false,
): Promise<string | undefined> {
  try {
    return await auth.hashing.hash(password, networkOf(origin.address), isKnown);
  } catch (error) {
    if (!(error instanceof HashingBusyError)) throw error;
    return undefined;
  }
}

/** Whether a user has this password. */
export async function isPasswordOf(
  { auth, db, origin }: RequestContext,
  userId: string,
  password: string,
): Promise<boolean> {
  const { rows } = await sql<{ password_hash: string | null }>`select password_hash from users
    where id = ${userId}::uuid`.execute(db);
  return auth.hashing.verify(password, rows[0]?.password_hash, networkOf(origin.address), true);
}
