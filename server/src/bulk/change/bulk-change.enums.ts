import { registerEnum } from '../../scalars/register-enum.js';

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

registerEnum(
  BulkChangeKind,
  'BulkChangeKind',
  'What a bulk job does to each user, by the rules of the single write.',
  {
    DEACTIVATE: 'As deactivateUser. Needs USERS_WRITE.',
    REACTIVATE: 'As reactivateUser. Needs USERS_WRITE.',
    DELETE: 'As deleteUser. Needs USERS_DELETE.',
    RESTORE: 'As restoreUser. Needs USERS_DELETE.',
    ERASE: 'As eraseUsers. It cannot be undone, and needs USERS_DELETE and an exact `expectedCount`.',
    ADD_ROLE: 'Gives one role. Needs USERS_WRITE and ROLES_WRITE.',
    REMOVE_ROLE: 'Takes one role. Needs USERS_WRITE and ROLES_WRITE.',
    SET_FIELD: 'Sets one field, or empties it. Needs USERS_WRITE.',
    RESEND_INVITATION:
      'As inviteUser, by mail. It cannot be undone, and needs USERS_WRITE and a mail server.',
    END_SESSIONS: 'As revokeSessions. It cannot be undone. Needs USERS_WRITE.',
    IMPORT:
      'Applies an import, see applyUserImport: as createUser and updateUser. Needs USERS_READ and USERS_WRITE, and its undo ' +
      'USERS_DELETE for those created.',
  },
);

/** The fields of which one value for many users makes sense. The names are stored. */
export enum BulkField {
  DEPARTMENT = 'DEPARTMENT',
  TITLE = 'TITLE',
  LOCALE = 'LOCALE',
  TIME_ZONE = 'TIME_ZONE',
}

registerEnum(BulkField, 'BulkField', 'A field of users that a bulk job can set.', {
  DEPARTMENT: '`User.department`.',
  TITLE: '`User.title`.',
  LOCALE: '`User.locale`.',
  TIME_ZONE: '`User.timeZone`.',
});
