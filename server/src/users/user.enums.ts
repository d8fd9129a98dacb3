import { registerEnum } from '../scalars/register-enum.js';

/** The status of a user, which the database computes from three moments: activated, deactivated, deleted. */
export enum UserStatus {
  ACTIVE = 'ACTIVE',
  INVITED = 'INVITED',
  DEACTIVATED = 'DEACTIVATED',
  DELETED = 'DELETED',
}

registerEnum(UserStatus, 'UserStatus', 'The status of a user.', {
  ACTIVE: 'Can sign in.',
  INVITED: 'Has been added, and has not set a password yet.',
  DEACTIVATED: 'Kept, but can’t sign in.',
  DELETED: 'In the bin, from where the user can be restored. Lists leave it out unless asked.',
});

/** The combination of a user's status and invitation. It changes without a write when an invitation expires. */
export enum UserState {
  NO_ACCESS = 'NO_ACCESS',
  INVITED = 'INVITED',
  INVITATION_EXPIRED = 'INVITATION_EXPIRED',
  ACTIVE = 'ACTIVE',
  DEACTIVATED = 'DEACTIVATED',
  DELETED = 'DELETED',
}

registerEnum(UserState, 'UserState', 'The status of a user, with that of the invitation.', {
  NO_ACCESS: 'Has no password, and no invitation that could be used: never invited, or it was cancelled.',
  INVITED: 'Has no password yet, and an invitation that can be used until `invitationExpiresAt`.',
  INVITATION_EXPIRED: 'Has no password, and the invitation was not used in time.',
  ACTIVE: 'Can sign in.',
  DEACTIVATED: 'Kept, but can’t sign in.',
  DELETED: 'In the bin, from where the user can be restored.',
});

/** The keys by which a list of users can be ordered. */
export enum UserOrderField {
  CREATED_AT = 'CREATED_AT',
  UPDATED_AT = 'UPDATED_AT',
  DISPLAY_NAME = 'DISPLAY_NAME',
  EMAIL = 'EMAIL',
  LAST_SIGN_IN_AT = 'LAST_SIGN_IN_AT',
  DELETED_AT = 'DELETED_AT',
}

registerEnum(
  UserOrderField,
  'UserOrderField',
  'What a list of users can be ordered by. The id breaks every tie.',
  {
    CREATED_AT: 'When the user was added.',
    UPDATED_AT: 'When the user was last changed.',
    DISPLAY_NAME: 'The name, case and accents ignored.',
    EMAIL: 'The e-mail address, case ignored.',
    LAST_SIGN_IN_AT: 'The last sign-in; who never signed in counts as the earliest.',
    DELETED_AT: 'When the user was put into the bin: for lists of the bin alone.',
  },
);
