import { registerEnum } from '../scalars/register-enum.js';

/** A right that a role grants. The names are those of the API and are stored unchanged. */
export enum Permission {
  USERS_READ = 'USERS_READ',
  USERS_WRITE = 'USERS_WRITE',
  USERS_DELETE = 'USERS_DELETE',
  ROLES_WRITE = 'ROLES_WRITE',
  TOKENS_WRITE = 'TOKENS_WRITE',
  AUDIT_READ = 'AUDIT_READ',
  FEEDBACK_READ = 'FEEDBACK_READ',
  SETTINGS_WRITE = 'SETTINGS_WRITE',
}

registerEnum(Permission, 'Permission', 'One thing that a role or an access token allows.', {
  USERS_READ: 'See users and lists of them.',
  USERS_WRITE: 'Create, change, deactivate and reactivate users.',
  USERS_DELETE: 'Put users into the bin and take them out.',
  ROLES_WRITE: 'Make roles and give them to users.',
  TOKENS_WRITE: 'Make access tokens.',
  AUDIT_READ: 'Read the audit trail.',
  FEEDBACK_READ: 'Read what users sent as feedback.',
  SETTINGS_WRITE: 'Change the settings of the directory.',
});
