import { type QueryExecutorProvider, sql } from 'kysely';
import type { RequestContext } from '../context.js';
import { type OpenedSession, openSession, renewSession, revokeSession } from '../sessions/session.service.js';
import { type Refusal, RefusedError, toUserError, UserErrorCode } from '../users/user-error.type.js';
import { readUser } from '../users/user.answer.js';
import type { UserSelection } from '../users/user.selection.js';
import type { SignInInput } from './auth.inputs.js';
import type { SignInPayload } from './auth.payloads.js';
import { HashingBusyError } from './hashing.js';
import { countAttempt, forgetAttempts, limitKey, networkOf } from './sign-in-limit.js';

/**
 * Lets a person in who knows their password. A wrong address, a wrong password, and a user who may not sign in get the
 * same answer after the same work.
 */
export async function signIn(
  context: RequestContext,
  input: SignInInput,
  asked: UserSelection | undefined,
): Promise<SignInPayload> {
  const { auth, em, origin } = context;
  const db = em.getKysely();
  const network = networkOf(origin.address);
  const key = limitKey(input.email, auth.cookies.device(context) ?? network);
  const minutes = await countAttempt(db, key);
  if (minutes !== undefined) {
    return refuse(context, { code: UserErrorCode.LIMIT, path: ['input'], key: 'userError.tooManyAttempts', params: { minutes } });
  }
  const user = await findCredentials(db, input.email);
  let right: boolean;
  try {
    right = await auth.hashing.verify(input.password, user?.password_hash, network);
  } catch (error) {
    if (!(error instanceof HashingBusyError)) throw error;
    return refuse(context, { code: UserErrorCode.LIMIT, path: ['input'], key: 'userError.busy' });
  }
  if (!user || !right || user.status !== 'ACTIVE') {
    return refuse(context, { code: UserErrorCode.WRONG_CREDENTIALS, path: ['input'], key: 'userError.wrongCredentials' });
  }
  const session = await em.transactional(async (tx) => {
    const inside = tx.getKysely();
    await forgetAttempts(inside, key);
    await sql`update users set last_sign_in_at = now() where id = ${user.id}::uuid`.execute(inside);
    return openSession(inside, auth.refreshTokens, user.id, origin);
  });
  return answer(context, session, asked);
}
