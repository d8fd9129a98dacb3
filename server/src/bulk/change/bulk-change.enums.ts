import { registerEnumType } from 'type-graphql';

/** What a job does to each user. The names are stored. */
export enum BulkChangeKind {
  DEACTIVATE = 'DEACTIVATE',
  REACTIVATE = 'REACTIVATE',
  DELETE = 'DELETE',
  RESTORE = 'RESTORE',
  ERASE = 'ERASE',
  ADD_ROLE = 'ADD_ROLE',
  REMOVE_ROLE = 'REMOVE_ROLE',
  SET_FIELD = 'SET_FIELD',
  RESEND_INVITATION = 'RESEND_INVITATION',
  END_SESSIONS = 'END_SESSIONS',
  IMPORT = 'IMPORT',
}

registerEnumType(BulkChangeKind, {
  name: 'BulkChangeKind',
  description: 'What a bulk job does to each user, by the rules of the single write.',
  valuesConfig: {
    DEACTIVATE: { description: 'As deactivateUser. Needs USERS_WRITE.' },
    REACTIVATE: { description: 'As reactivateUser. Needs USERS_WRITE.' },
    DELETE: { description: 'As deleteUser. Needs USERS_DELETE.' },
    RESTORE: { description: 'As restoreUser. Needs USERS_DELETE.' },
    ERASE: {
      description: 'As eraseUsers. It cannot be undone, and needs USERS_DELETE and an exact `expectedCount`.',
    },
    ADD_ROLE: { description: 'Gives one role. Needs USERS_WRITE and ROLES_WRITE.' },
    REMOVE_ROLE: { description: 'Takes one role. Needs USERS_WRITE and ROLES_WRITE.' },
    SET_FIELD: { description: 'Sets one field, or empties it. Needs USERS_WRITE.' },
    RESEND_INVITATION: {
      description: 'As inviteUser, by mail. It cannot be undone, and needs USERS_WRITE and a mail server.',
    },
    END_SESSIONS: { description: 'As revokeSessions. It cannot be undone. Needs USERS_WRITE.' },
    IMPORT: {
      description:
        'Applies an import, see applyUserImport: as createUser and updateUser. Needs USERS_READ and USERS_WRITE, and its undo ' +
        'USERS_DELETE for those created.',
    },
  },
});

/** The fields of which one value for many users makes sense. The names are stored. */
export enum BulkField {
  DEPARTMENT = 'DEPARTMENT',
  TITLE = 'TITLE',
  LOCALE = 'LOCALE',
  TIME_ZONE = 'TIME_ZONE',
}

registerEnumType(BulkField, {
  name: 'BulkField',
  description: 'A field of users that a bulk job can set.',
  valuesConfig: {
    DEPARTMENT: { description: '`User.department`.' },
    TITLE: { description: '`User.title`.' },
    LOCALE: { description: '`User.locale`.' },
    TIME_ZONE: { description: '`User.timeZone`.' },
  },
});
