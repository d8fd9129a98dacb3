import { registerEnumType } from 'type-graphql';

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

registerEnumType(Permission, {
  name: 'Permission',
  description: 'One thing that a role or an access token allows.',
  valuesConfig: {
    USERS_READ: { description: 'See users and lists of them.' },
    USERS_WRITE: { description: 'Create, change, deactivate and reactivate users.' },
    USERS_DELETE: { description: 'Put users into the bin and take them out.' },
    ROLES_WRITE: { description: 'Make roles and give them to users.' },
    TOKENS_WRITE: { description: 'Make access tokens.' },
    AUDIT_READ: { description: 'Read the audit trail.' },
    FEEDBACK_READ: { description: 'Read what users sent as feedback.' },
    SETTINGS_WRITE: { description: 'Change the settings of the directory.' },
  },
});
