import { Tally } from '../../figures/tally.js';
import type { MessageKey } from '../../messages/messages.js';
import type { SignInMethod } from './sign-in.audit.js';

/** Sign-ins by method. The two links are those by which a user sets the first password. */
export const signIns = new Tally<SignInMethod | 'INVITATION' | 'SET_UP_LINK'>([
  'PASSWORD',
  'PASSWORD_AND_CODE',
  'PASSKEY',
  'INVITATION',
  'SET_UP_LINK',
]);

/** By message key: the code is the same for a wrong password and a wrong second-factor code. */
const REASONS = {
  'userError.wrongCredentials': 'WRONG_CREDENTIALS',
  'userError.wrongCode': 'WRONG_CODE',
  'userError.wrongPasskey': 'WRONG_PASSKEY',
  'userError.tooManyAttempts': 'TOO_MANY_ATTEMPTS',
  'userError.busy': 'BUSY',
  'userError.notFound.challenge': 'CHALLENGE_ENDED',
} as const satisfies Partial<Record<MessageKey, string>>;

export type SignInRefusal = (typeof REASONS)[keyof typeof REASONS];

/** Refused sign-ins by reason. */
export const signInRefusals = new Tally<SignInRefusal>(Object.values(REASONS));

/** Counts a refusal of signing in. Others, such as a weak password of a new owner, do not count. */
export function countSignInRefusal(key: MessageKey): void {
  if (key in REASONS) signInRefusals.add(REASONS[key as keyof typeof REASONS]);
}
