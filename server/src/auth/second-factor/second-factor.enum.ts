import { registerEnumType } from 'type-graphql';

/** The kinds of codes that the second step of signing in accepts. */
export enum SecondFactorMethod {
  TOTP = 'TOTP',
  RECOVERY_CODE = 'RECOVERY_CODE',
}

registerEnumType(SecondFactorMethod, {
  name: 'SecondFactorMethod',
  description: 'A kind of code that the second step of signing in takes.',
  valuesConfig: {
    TOTP: { description: 'What an authenticator app shows: six digits.' },
    RECOVERY_CODE: {
      description: 'One of those that were shown when the app was set up; each is good once.',
    },
  },
});
