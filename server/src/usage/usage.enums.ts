import { registerEnumType } from 'type-graphql';

/**
 * All that is counted. The console counts by these names, the server takes no others, and the page of the counts lists them. They are
 * stored unchanged: a released name never changes.
 */
export enum UsageFeature {
  SIGN_IN = 'SIGN_IN',
  HOME = 'HOME',
  PEOPLE = 'PEOPLE',
  SEARCH = 'SEARCH',
  PERSON = 'PERSON',
  CREATE_PERSON = 'CREATE_PERSON',
  BIN = 'BIN',
  BULK_CHANGE = 'BULK_CHANGE',
  JOBS = 'JOBS',
  IMPORT = 'IMPORT',
  EXPORT = 'EXPORT',
  ROLES = 'ROLES',
  EDIT_ROLE = 'EDIT_ROLE',
  INVITATIONS = 'INVITATIONS',
  AUDIT_TRAIL = 'AUDIT_TRAIL',
  FEEDBACK = 'FEEDBACK',
  SEND_FEEDBACK = 'SEND_FEEDBACK',
  TOKENS = 'TOKENS',
  CREATE_TOKEN = 'CREATE_TOKEN',
  PLAYGROUND = 'PLAYGROUND',
  ACCOUNT = 'ACCOUNT',
  COMMANDS = 'COMMANDS',
}

registerEnumType(UsageFeature, {
  name: 'UsageFeature',
  description: 'A page or a task of the console whose use is counted. Nothing else is.',
  valuesConfig: {
    SIGN_IN: { description: 'Signing in.' },
    HOME: { description: 'The home page.' },
    PEOPLE: { description: 'The list of users.' },
    SEARCH: { description: 'A search in the list of users. The text is not counted.' },
    PERSON: { description: 'The panel or page of a user.' },
    CREATE_PERSON: { description: 'Creating a user, from the opened form on.' },
    BIN: { description: 'The bin.' },
    BULK_CHANGE: { description: 'Starting a change of many users, from the opened sheet on.' },
    JOBS: { description: 'The pages of bulk jobs.' },
    IMPORT: { description: 'The page for importing users.' },
    EXPORT: { description: 'Downloading a file.' },
    ROLES: { description: 'The list of roles.' },
    EDIT_ROLE: { description: 'Creating or changing a role, from the opened form on.' },
    INVITATIONS: { description: 'The list of invitations.' },
    AUDIT_TRAIL: { description: 'The audit trail.' },
    FEEDBACK: { description: 'The list of feedback.' },
    SEND_FEEDBACK: { description: 'Sending feedback, from the opened form on.' },
    TOKENS: { description: 'The list of access tokens.' },
    CREATE_TOKEN: { description: 'Creating an access token, from the opened form on.' },
    PLAYGROUND: { description: 'The playground.' },
    ACCOUNT: { description: 'The pages of one’s own account.' },
    COMMANDS: { description: 'The command palette.' },
  },
});

/** How a use ended. The names are those of the API and are stored unchanged. */
export enum UsageOutcome {
  OPENED = 'OPENED',
  DONE = 'DONE',
  EMPTY = 'EMPTY',
  FAILED = 'FAILED',
  STOPPED = 'STOPPED',
}

registerEnumType(UsageOutcome, {
  name: 'UsageOutcome',
  description: 'How the use of a feature ended.',
  valuesConfig: {
    OPENED: { description: 'It was opened.' },
    DONE: { description: 'It was done.' },
    EMPTY: { description: 'It found nothing.' },
    FAILED: { description: 'It was refused, or no answer came.' },
    STOPPED: { description: 'It was left before it was done.' },
  },
});
