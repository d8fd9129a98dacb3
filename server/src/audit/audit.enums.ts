import { registerEnumType } from 'type-graphql';

/** The action of an entry. The names are those of the API and are stored unchanged: a released name never changes. */
export enum AuditAction {
  USER_CREATED = 'USER_CREATED',
  USER_UPDATED = 'USER_UPDATED',
  USER_DEACTIVATED = 'USER_DEACTIVATED',
  USER_REACTIVATED = 'USER_REACTIVATED',
  USER_DELETED = 'USER_DELETED',
  USER_RESTORED = 'USER_RESTORED',
  USER_ERASED = 'USER_ERASED',
  USERS_EXPORTED = 'USERS_EXPORTED',
  SAMPLE_PEOPLE_ADDED = 'SAMPLE_PEOPLE_ADDED',
  SAMPLE_PEOPLE_REMOVED = 'SAMPLE_PEOPLE_REMOVED',
  ROLE_CREATED = 'ROLE_CREATED',
  ROLE_UPDATED = 'ROLE_UPDATED',
  ROLE_DELETED = 'ROLE_DELETED',
  OWNER_SET_UP = 'OWNER_SET_UP',
  SIGNED_IN = 'SIGNED_IN',
  SIGN_IN_FAILED = 'SIGN_IN_FAILED',
  SIGNED_OUT = 'SIGNED_OUT',
  SESSION_REVOKED = 'SESSION_REVOKED',
  PASSWORD_CHANGED = 'PASSWORD_CHANGED',
  PASSWORD_RESET_REQUESTED = 'PASSWORD_RESET_REQUESTED',
  INVITATION_SENT = 'INVITATION_SENT',
  INVITATION_CANCELLED = 'INVITATION_CANCELLED',
  INVITATION_ACCEPTED = 'INVITATION_ACCEPTED',
  TOKEN_CREATED = 'TOKEN_CREATED',
  TOKEN_REVOKED = 'TOKEN_REVOKED',
  SECOND_FACTOR_ENABLED = 'SECOND_FACTOR_ENABLED',
  SECOND_FACTOR_DISABLED = 'SECOND_FACTOR_DISABLED',
  SECOND_FACTOR_RESET = 'SECOND_FACTOR_RESET',
  RECOVERY_CODES_RENEWED = 'RECOVERY_CODES_RENEWED',
  RECOVERY_CODE_USED = 'RECOVERY_CODE_USED',
  PASSKEY_ADDED = 'PASSKEY_ADDED',
  PASSKEY_RENAMED = 'PASSKEY_RENAMED',
  PASSKEY_REMOVED = 'PASSKEY_REMOVED',
  EMAIL_CHANGE_REQUESTED = 'EMAIL_CHANGE_REQUESTED',
  VIEW_CREATED = 'VIEW_CREATED',
  VIEW_UPDATED = 'VIEW_UPDATED',
  VIEW_DELETED = 'VIEW_DELETED',
}

registerEnumType(AuditAction, {
  name: 'AuditAction',
  description: 'What was done.',
  valuesConfig: {
    USER_CREATED: { description: 'A user was added.' },
    USER_UPDATED: { description: 'A user was changed, or was given other roles.' },
    USER_DEACTIVATED: { description: 'A user was kept from signing in.' },
    USER_REACTIVATED: { description: 'A deactivated user may sign in again.' },
    USER_DELETED: { description: 'A user was put into the bin.' },
    USER_RESTORED: { description: 'A user was taken out of the bin.' },
    USER_ERASED: { description: 'A user was erased, with the values that entries about them had.' },
    USERS_EXPORTED: {
      description: 'Users were exported to a file; the changes hold the filter, the order and the columns.',
    },
    SAMPLE_PEOPLE_ADDED: { description: 'Sample people were added: one entry for all of them.' },
    SAMPLE_PEOPLE_REMOVED: { description: 'Sample people were erased: one entry for all of them.' },
    ROLE_CREATED: { description: 'A role was made.' },
    ROLE_UPDATED: { description: 'A role was changed.' },
    ROLE_DELETED: { description: 'A role was deleted.' },
    OWNER_SET_UP: { description: 'The first owner was made.' },
    SIGNED_IN: { description: 'Somebody signed in.' },
    SIGN_IN_FAILED: { description: 'Somebody tried to sign in and could not.' },
    SIGNED_OUT: { description: 'Somebody signed out.' },
    SESSION_REVOKED: { description: 'A session was ended from elsewhere.' },
    PASSWORD_CHANGED: { description: 'A password was changed.' },
    PASSWORD_RESET_REQUESTED: {
      description:
        'A link to a new password was asked for; without a target, for an address that nobody has.',
    },
    INVITATION_SENT: { description: 'A user was invited, or invited again.' },
    INVITATION_CANCELLED: { description: 'An invitation was withdrawn.' },
    INVITATION_ACCEPTED: {
      description: 'A user set the first password by an invitation’s link, and got in.',
    },
    TOKEN_CREATED: { description: 'An access token was made.' },
    TOKEN_REVOKED: { description: 'An access token was revoked.' },
    SECOND_FACTOR_ENABLED: { description: 'Signing in with a password takes a code from now on.' },
    SECOND_FACTOR_DISABLED: { description: 'Signing in with a password takes no code any more.' },
    SECOND_FACTOR_RESET: { description: 'Somebody’s second factor and passkeys were taken away by another.' },
    RECOVERY_CODES_RENEWED: { description: 'New recovery codes were made, and the old ones ended.' },
    RECOVERY_CODE_USED: { description: 'A recovery code was used up.' },
    PASSKEY_ADDED: { description: 'A passkey was added.' },
    PASSKEY_RENAMED: { description: 'A passkey was given another name.' },
    PASSKEY_REMOVED: { description: 'A passkey was removed.' },
    EMAIL_CHANGE_REQUESTED: {
      description: 'A user asked for another address, which is yet to be confirmed.',
    },
    VIEW_CREATED: { description: 'A view of the list of users was saved.' },
    VIEW_UPDATED: { description: 'A view was changed, renamed or shared.' },
    VIEW_DELETED: { description: 'A view was deleted.' },
  },
});

/** The kind of object that an entry is about. */
export enum AuditTargetType {
  USER = 'USER',
  ROLE = 'ROLE',
  ACCESS_TOKEN = 'ACCESS_TOKEN',
  VIEW = 'VIEW',
}

registerEnumType(AuditTargetType, {
  name: 'AuditTargetType',
  description: 'What an entry of the audit trail is about.',
  valuesConfig: {
    USER: { description: 'A user, or what is a user’s own: a session, a token, a password.' },
    ROLE: { description: 'A role.' },
    ACCESS_TOKEN: { description: 'An access token that belongs to no user.' },
    VIEW: { description: 'A view of the list of users.' },
  },
});
