import { registerEnumType } from 'type-graphql';

/** The status of a user, which the database computes from three moments: activated, deactivated, deleted. */
export enum UserStatus {
  ACTIVE = 'ACTIVE',
  INVITED = 'INVITED',
  DEACTIVATED = 'DEACTIVATED',
  DELETED = 'DELETED',
}

registerEnumType(UserStatus, {
  name: 'UserStatus',
  description: 'Where a user stands.',
  valuesConfig: {
    ACTIVE: { description: 'Can sign in.' },
    INVITED: { description: 'Has been added, and has not set a password yet.' },
    DEACTIVATED: { description: 'Kept, but can’t sign in.' },
    DELETED: {
      description: 'In the bin, from where the user can be restored. Lists leave it out unless asked.',
    },
  },
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

registerEnumType(UserState, {
  name: 'UserState',
  description: 'Where a user stands, the invitation included.',
  valuesConfig: {
    NO_ACCESS: {
      description:
        'Has no password, and no invitation that could be used: never invited, or it was cancelled.',
    },
    INVITED: {
      description: 'Has no password yet, and an invitation that can be used until `invitationExpiresAt`.',
    },
    INVITATION_EXPIRED: { description: 'Has no password, and the invitation was not used in time.' },
    ACTIVE: { description: 'Can sign in.' },
    DEACTIVATED: { description: 'Kept, but can’t sign in.' },
    DELETED: { description: 'In the bin, from where the user can be restored.' },
  },
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

registerEnumType(UserOrderField, {
  name: 'UserOrderField',
  description: 'What a list of users can be ordered by. The id breaks every tie.',
  valuesConfig: {
    CREATED_AT: { description: 'When the user was added.' },
    UPDATED_AT: { description: 'When the user was last changed.' },
    DISPLAY_NAME: { description: 'The name, case and accents ignored.' },
    EMAIL: { description: 'The e-mail address, case ignored.' },
    LAST_SIGN_IN_AT: { description: 'The last sign-in; who never signed in counts as the earliest.' },
    DELETED_AT: { description: 'When the user was put into the bin: for lists of the bin alone.' },
  },
});
