import type { RequestContext } from '../../context.js';
import type { OpenedSession } from '../../sessions/session.service.js';
import { readUser } from '../../users/write/user.answer.js';
import type { UserSelection } from '../../users/user.selection.js';
import type { Refusal } from '../../refusals/refusal.js';
import { toUserError } from '../../refusals/user-error.type.js';
import type { SignInPayload } from '../auth.payloads.js';
import { countSignInRefusal } from './sign-in.figures.js';

export const NOBODY: SignInPayload = {
  viewer: null,
  accessToken: null,
  expiresAt: null,
  secondFactor: null,
  userErrors: [],
};

/** The answer to a refused sign-in. */
export function refuse({ locale }: RequestContext, ...refusals: Refusal[]): SignInPayload {
  for (const { key } of refusals) countSignInRefusal(key);
  return { ...NOBODY, userErrors: refusals.map((refusal) => toUserError(refusal, locale)) };
}

/** Sets the cookie of the session, and makes the answer. */
export async function enter(
  { auth, db, cookies }: RequestContext,
  session: OpenedSession,
  asked: UserSelection | undefined,
): Promise<SignInPayload> {
  cookies?.setRefreshToken(session.refreshToken);
  const viewer = asked ? await readUser(db, session.userId, asked) : undefined;
  return { ...NOBODY, viewer: viewer ?? null, ...(await auth.jwt.issue(session.id)) };
}
