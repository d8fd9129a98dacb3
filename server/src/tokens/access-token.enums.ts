import { registerEnumType } from 'type-graphql';

/** Whether a token is still valid by itself, regardless of whether its user may sign in. */
export enum AccessTokenState {
  ACTIVE = 'ACTIVE',
  EXPIRED = 'EXPIRED',
  REVOKED = 'REVOKED',
}

registerEnumType(AccessTokenState, {
  name: 'AccessTokenState',
  description: 'Whether an access token is still good.',
  valuesConfig: {
    ACTIVE: { description: 'It is good, as long as its user may sign in.' },
    EXPIRED: { description: 'Its time is over.' },
    REVOKED: { description: 'It was revoked.' },
  },
});
