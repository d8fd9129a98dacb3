import { registerEnum } from '../../scalars/register-enum.js';

/** The kinds of codes that the second step of signing in accepts. */
export enum SecondFactorMethod {
  TOTP = 'TOTP',
  RECOVERY_CODE = 'RECOVERY_CODE',
}

registerEnum(
  SecondFactorMethod,
  'SecondFactorMethod',
  'A kind of code that the second step of signing in takes.',
  {
    TOTP: 'What an authenticator app shows: six digits.',
    RECOVERY_CODE: 'One of those that were shown when the app was set up; each is good once.',
  },
);
