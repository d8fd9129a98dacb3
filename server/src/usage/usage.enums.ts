import { registerEnum } from '../scalars/register-enum.js';

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

registerEnum(
  UsageFeature,
  'UsageFeature',
  'A page or a task of the console whose use is counted. Nothing else is.',
  {
    SIGN_IN: 'Signing in.',
    HOME: 'The home page.',
    PEOPLE: 'The list of users.',
    SEARCH: 'A search in the list of users. The text is not counted.',
    PERSON: 'The panel or page of a user.',
    CREATE_PERSON: 'Creating a user, from the opened form on.',
    BIN: 'The bin.',
    BULK_CHANGE: 'Starting a change of many users, from the opened sheet on.',
    JOBS: 'The pages of bulk jobs.',
    IMPORT: 'The page for importing users.',
    EXPORT: 'Downloading a file.',
    ROLES: 'The list of roles.',
    EDIT_ROLE: 'Creating or changing a role, from the opened form on.',
    INVITATIONS: 'The list of invitations.',
    AUDIT_TRAIL: 'The audit trail.',
    FEEDBACK: 'The list of feedback.',
    SEND_FEEDBACK: 'Sending feedback, from the opened form on.',
    TOKENS: 'The list of access tokens.',
    CREATE_TOKEN: 'Creating an access token, from the opened form on.',
    PLAYGROUND: 'The playground.',
    ACCOUNT: 'The pages of one’s own account.',
    COMMANDS: 'The command palette.',
  },
);

/** How a use ended. The names are those of the API and are stored unchanged. */
export enum UsageOutcome {
  OPENED = 'OPENED',
  DONE = 'DONE',
  EMPTY = 'EMPTY',
  FAILED = 'FAILED',
  STOPPED = 'STOPPED',
}

registerEnum(UsageOutcome, 'UsageOutcome', 'How the use of a feature ended.', {
  OPENED: 'It was opened.',
  DONE: 'It was done.',
  EMPTY: 'It found nothing.',
  FAILED: 'It was refused, or no answer came.',
  STOPPED: 'It was left before it was done.',
});
