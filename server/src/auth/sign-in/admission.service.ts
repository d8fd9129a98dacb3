import { type QueryExecutorProvider, sql } from 'kysely';
import type { RequestContext } from '../../context.js';
import { type OpenedSession, openSession, revokeSession } from '../../sessions/session.service.js';
import type { UserSelection } from '../../users/user.selection.js';
import type { SignInPayload } from '../auth.payloads.js';
import { enter } from './sign-in.answer.js';
import { recordSignIn, recordSignOut, type SignInMethod } from './sign-in.audit.js';
import { signIns } from './sign-in.figures.js';
import { forgetAttempts } from './sign-in-limit.js';

/**
 * Signs in a user who has proved all required factors. Call it in the transaction that uses the factors up.
 * @param limits the attempt counters to delete, as this attempt was right
 */
export async function admit(
  db: QueryExecutorProvider,
  context: RequestContext,
  userId: string,
  method: SignInMethod,
  limits: Buffer[],
): Promise<OpenedSession> {
  await Promise.all([
    ...limits.map((limit) => forgetAttempts(db, limit)),
    sql`update users set last_sign_in_at = now() where id = ${userId}::uuid`.execute(db),
    endFormerSession(db, context),
  ]);
  const session = await openSession(db, context.auth.refreshTokens, userId, context.origin);
  await recordSignIn(db, context, session, method);
  return session;
}

/** Ends the earlier session of this browser, of any user: its cookie is about to be replaced. */
async function endFormerSession(db: QueryExecutorProvider, context: RequestContext): Promise<void> {
  const id = context.auth.refreshTokens.sessionOf(context.cookies?.refreshToken() ?? '');
  const userId = id && (await revokeSession(db, id));
  if (id && userId) await recordSignOut(db, context, { id, userId });
}

/** The answer after a sign-in has committed. The browser is known from now on. */
export async function welcome(
  context: RequestContext,
  session: OpenedSession,
  method: SignInMethod,
  asked: UserSelection | undefined,
): Promise<SignInPayload> {
  signIns.add(method);
  context.cookies?.setDevice(await context.auth.devices.issue(session.userId));
  return enter(context, session, asked);
}
