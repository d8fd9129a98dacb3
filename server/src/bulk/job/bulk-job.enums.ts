import { registerEnumType } from 'type-graphql';

/** Where a job is. The names are stored. */
export enum BulkJobState {
  PENDING = 'PENDING',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  CANCELLED = 'CANCELLED',
  FAILED = 'FAILED',
}

registerEnumType(BulkJobState, {
  name: 'BulkJobState',
  description: 'Where a bulk job is.',
  valuesConfig: {
    PENDING: { description: 'No server has started it yet.' },
    RUNNING: { description: 'A server works on it, or will go on with it within 20 seconds.' },
    DONE: { description: 'Every user of the set has an outcome.' },
    CANCELLED: { description: 'It was cancelled. What was done until then stays, and can be undone.' },
    FAILED: {
      description:
        'It stopped; `failure` gives the reason. What was done until then stays, and can be undone.',
    },
  },
});

/** Why a job failed. The names are stored. */
export enum BulkFailure {
  COUNT_MOVED = 'COUNT_MOVED',
  RIGHTS_LOST = 'RIGHTS_LOST',
  FAULT = 'FAULT',
  FILE_GONE = 'FILE_GONE',
}

registerEnumType(BulkFailure, {
  name: 'BulkFailure',
  description: 'Why a bulk job failed.',
  valuesConfig: {
    COUNT_MOVED: {
      description: 'The frozen set differs too much from `expectedCount`. Nobody was changed.',
    },
    RIGHTS_LOST: {
      description: 'The actor can no longer sign in, lost the permission, or the access token was revoked.',
    },
    FILE_GONE: { description: 'Of an import: the upload is not there any more. Nobody was changed.' },
    FAULT: { description: 'The server failed on one batch several times.' },
  },
});

/** The result for one user. The names are stored. */
export enum BulkItemOutcome {
  CHANGED = 'CHANGED',
  UNCHANGED = 'UNCHANGED',
  REFUSED = 'REFUSED',
}

registerEnumType(BulkItemOutcome, {
  name: 'BulkItemOutcome',
  description: 'The result of a bulk job for one user.',
  valuesConfig: {
    CHANGED: { description: 'The user was changed.' },
    UNCHANGED: { description: 'The user was as asked already.' },
    REFUSED: { description: 'A rule refused it; `reason` names the rule.' },
  },
});
