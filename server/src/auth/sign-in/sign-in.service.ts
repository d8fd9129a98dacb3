import { type QueryExecutorProvider, sql } from 'kysely';
import type { RequestContext } from '../../context.js';
import { renewSession, revokeSession } from '../../sessions/session.service.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { typedAddress } from '../../users/validation/email-address.validation.js';
import type { UserSelection } from '../../users/user.selection.js';
import { admit, welcome } from './admission.service.js';
import type { SignInInput } from '../auth.inputs.js';
import type { SignInPayload } from '../auth.payloads.js';
import { HashingBusyError } from '../password/hashing.js';
import { openChallenge } from '../second-factor/challenge.service.js';
import { SecondFactorMethod } from '../second-factor/second-factor.enum.js';
import { enter, NOBODY, refuse } from './sign-in.answer.js';
import { recordFailure, recordSignOut } from './sign-in.audit.js';
import { stands } from '../viewer/standing.service.js';
import { countAttempt, giveBackAttempt, limitKey, networkOf, siteOf, STRANGERS } from './sign-in-limit.js';

/**
 * Signs a user in by password. A user with a second factor is then asked for a code, see completeSignIn. A wrong address, a
 * wrong password, and a user who may not sign in get the same answer after the same work.
 */
export async function signIn(
  context: RequestContext,
  input: SignInInput,
  asked: UserSelection | undefined,
): Promise<SignInPayload> {
  const { auth, db, origin, cookies } = context;
  const network = networkOf(origin.address);
  const address = typedAddress(input.email);
  const user = address === undefined ? undefined : await findCredentials(db, address);
  // A browser that is known to this account has its own attempts, which strangers cannot use up.
  const device = user && (await auth.devices.read(cookies?.device(), user.id));
  const key = limitKey(address ?? '', device ?? network);
  const fromSite = limitKey('sign-ins of strangers', siteOf(network));
  const counted = await countAttempt(db, key);
  const ofStrangers = device === undefined ? await countAttempt(db, fromSite, STRANGERS) : undefined;
  const minutesToWait = counted.minutesToWait ?? ofStrangers?.minutesToWait;
  const isFirstRefused = counted.isFirstRefused || ofStrangers?.isFirstRefused === true;
  if (minutesToWait !== undefined) {
    if (isFirstRefused) await recordFailure(db, context, user?.id, 'TOO_MANY_ATTEMPTS');
    return refuse(context, {
      code: UserErrorCode.LIMIT,
      path: ['input'],
      key: 'userError.tooManyAttempts',
      params: { minutes: minutesToWait },
    });
  }
  let right: boolean;
  try {
    right = await auth.hashing.verify(input.password, user?.password_hash, network, device !== undefined);
  } catch (error) {
    if (!(error instanceof HashingBusyError)) throw error;
    await giveBackAttempt(db, key);
    await giveBackAttempt(db, fromSite);
    return refuse(context, { code: UserErrorCode.LIMIT, path: ['input'], key: 'userError.busy' });
  }
  const entered = user && right && user.status === 'ACTIVE' ? await goOn(context, user, key) : undefined;
  if (!entered) {
    await recordFailure(db, context, user?.id, 'WRONG_CREDENTIALS');
    return refuse(context, {
      code: UserErrorCode.WRONG_CREDENTIALS,
      path: ['input'],
      key: 'userError.wrongCredentials',
    });
  }
  if (ofStrangers) await giveBackAttempt(db, fromSite);
  if ('refreshToken' in entered) return welcome(context, entered, 'PASSWORD', asked);
  return { ...NOBODY, secondFactor: { ...entered, methods: Object.values(SecondFactorMethod) } };
}

/** Continues after a right password. Undefined if the password or the user's status changed while it was hashed. */
function goOn(context: RequestContext, user: Credentials, limitKey: Buffer) {
  return context.transaction(async (db) => {
    const { id, password_hash: passwordHash, has_totp: hasTotp } = user;
    if (!(await stands(db, id, { passwordHash, hasTotp }))) return undefined;
    // The attempts stay counted, which limits the challenges that an attacker with the password alone can open.
    if (hasTotp) return openChallenge(db, { userId: id, limitKey });
    return admit(db, context, id, 'PASSWORD', [limitKey]);
  });
}

/** The next access token for the session of the cookie. Without a session the answer has no viewer. */
export async function refreshSession(
  context: RequestContext,
  asked: UserSelection | undefined,
): Promise<SignInPayload> {
  const { auth, cookies } = context;
  const given = cookies?.refreshToken();
  const session =
    given && (await context.transaction((tx) => renewSession(tx, auth.refreshTokens, given, context)));
  if (session) return enter(context, session, asked);
  if (given) cookies?.forgetRefreshToken();
  return NOBODY;
}

/** Ends the session of the request, and that of the cookie. */
export async function signOut(context: RequestContext): Promise<void> {
  const { auth, viewer, cookies } = context;
  const named = auth.refreshTokens.sessionOf(cookies?.refreshToken() ?? '');
  await context.transaction(async (tx) => {
    for (const id of new Set([viewer?.sessionId, named])) {
      const userId = id && (await revokeSession(tx, id));
      if (id && userId) await recordSignOut(tx, context, { id, userId });
    }
  });
  cookies?.forgetRefreshToken();
}

interface Credentials {
  id: string;
  password_hash: string | null;
  status: string;
  has_totp: boolean;
}

async function findCredentials(db: QueryExecutorProvider, address: string): Promise<Credentials | undefined> {
  const { rows } = await sql<Credentials>`select id, password_hash, status, exists (select from totp_factors t
      where t.user_id = u.id and t.confirmed_at is not null) as has_totp
    from users u where lower(email) = lower(${address}) and deleted_at is null`.execute(db);
  return rows[0];
}
