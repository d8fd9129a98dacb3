import type { RequestContext } from '../../context.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import type { UserSelection } from '../../users/user.selection.js';
import { recordFailure } from './sign-in.audit.js';
import { admit, welcome } from './admission.service.js';
import type { CompleteSignInInput } from '../auth.inputs.js';
import type { SignInPayload } from '../auth.payloads.js';
import { closeChallenge, findChallenge } from '../second-factor/challenge.service.js';
import { spendCode } from '../second-factor/second-factor.service.js';
import { refuse } from './sign-in.answer.js';
import { stands } from '../viewer/standing.service.js';
import { countAttempt, limitKey } from './sign-in-limit.js';

/**
 * The one place in which attempts of all unknown browsers are counted. They are not counted by network: an attacker with the
 * password could guess from many networks, and six digits are soon guessed. Without the password nobody reaches this step, so
 * strangers cannot use the attempts up.
 */
const ANYWHERE = 'anywhere';

/** The second step of signing in: the code. After a wrong code, the same challenge can be tried again until it expires. */
export async function completeSignIn(
  context: RequestContext,
  { challenge, code }: CompleteSignInInput,
  asked: UserSelection | undefined,
): Promise<SignInPayload> {
  const { auth, db, cookies } = context;
  const found = await findChallenge(db, challenge);
  if (!found) return tooLate(context);
  const { userId, limitKey: passwordLimit } = found;
  const device = await auth.devices.read(cookies?.device(), userId);
  const codeLimit = limitKey(`code of ${userId}`, device ?? ANYWHERE);
  const { minutesToWait: minutes } = await countAttempt(db, codeLimit);
  if (minutes !== undefined) {
    return refuse(context, {
      code: UserErrorCode.LIMIT,
      path: ['input'],
      key: 'userError.tooManyAttempts',
      params: { minutes },
    });
  }
  const outcome = await context.transaction(async (tx) => {
    if (!(await stands(tx, userId))) return 'late';
    if (!(await spendCode(context, tx, userId, code))) {
      await recordFailure(tx, context, userId, 'WRONG_CODE');
      return 'wrong';
    }
    // Of two requests with the same challenge, the second one waits here for the first.
    if (!(await closeChallenge(tx, challenge))) return 'late';
    return admit(tx, context, userId, 'PASSWORD_AND_CODE', [passwordLimit, codeLimit]);
  });
  if (outcome === 'late') return tooLate(context);
  if (outcome !== 'wrong') return welcome(context, outcome, 'PASSWORD_AND_CODE', asked);
  return refuse(context, {
    code: UserErrorCode.WRONG_CREDENTIALS,
    path: ['input', 'code'],
    key: 'userError.wrongCode',
  });
}

function tooLate(context: RequestContext): SignInPayload {
  return refuse(context, {
    code: UserErrorCode.NOT_FOUND,
    path: ['input', 'challenge'],
    key: 'userError.notFound.challenge',
  });
}
