import type { RequestContext } from '../context.js';
import { type Refusal, UserErrorCode } from '../users/user-error.type.js';
import { HashingBusyError } from './hashing.js';
import { networkOf } from './sign-in-limit.js';

export const BUSY: Refusal = { code: UserErrorCode.LIMIT, path: ['input'], key: 'userError.busy' };

/** A new password's hash; undefined where too many wait for one. */
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
