import { registerEnum } from '../../scalars/register-enum.js';

/** Where a job is. The names are stored. */
export enum BulkJobState {
  PENDING = 'PENDING',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  CANCELLED = 'CANCELLED',
  FAILED = 'FAILED',
}

registerEnum(BulkJobState, 'BulkJobState', 'Where a bulk job is.', {
  PENDING: 'No server has started it yet.',
  RUNNING: 'A server works on it, or will go on with it within 20 seconds.',
  DONE: 'Every user of the set has an outcome.',
  CANCELLED: 'It was cancelled. What was done until then stays, and can be undone.',
  FAILED: 'It stopped; `failure` gives the reason. What was done until then stays, and can be undone.',
});

/** Why a job failed. The names are stored. */
export enum BulkFailure {
  COUNT_MOVED = 'COUNT_MOVED',
  RIGHTS_LOST = 'RIGHTS_LOST',
  FAULT = 'FAULT',
  FILE_GONE = 'FILE_GONE',
}

registerEnum(BulkFailure, 'BulkFailure', 'Why a bulk job failed.', {
  COUNT_MOVED: 'The frozen set differs too much from `expectedCount`. Nobody was changed.',
  RIGHTS_LOST: 'The actor can no longer sign in, lost the permission, or the access token was revoked.',
  FILE_GONE: 'Of an import: the upload is not there any more. Nobody was changed.',
  FAULT: 'The server failed on one batch several times.',
});

/** The result for one user. The names are stored. */
export enum BulkItemOutcome {
  CHANGED = 'CHANGED',
  UNCHANGED = 'UNCHANGED',
  REFUSED = 'REFUSED',
}

registerEnum(BulkItemOutcome, 'BulkItemOutcome', 'The result of a bulk job for one user.', {
  CHANGED: 'The user was changed.',
  UNCHANGED: 'The user was as asked already.',
  REFUSED: 'A rule refused it; `reason` names the rule.',
});
