import { registerEnum } from '../scalars/register-enum.js';

/** Whether a token is still valid by itself, regardless of whether its user may sign in. */
export enum AccessTokenState {
  ACTIVE = 'ACTIVE',
  EXPIRED = 'EXPIRED',
  REVOKED = 'REVOKED',
}

registerEnum(AccessTokenState, 'AccessTokenState', 'Whether an access token is still good.', {
  ACTIVE: 'It is good, as long as its user may sign in.',
  EXPIRED: 'Its time is over.',
  REVOKED: 'It was revoked.',
});
