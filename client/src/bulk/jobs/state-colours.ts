import type { BulkJobState } from '../../gql/graphql';

export const STATE_COLOURS = {
  PENDING: 'neutral',
  RUNNING: 'primary',
  DONE: 'success',
  CANCELLED: 'neutral',
  FAILED: 'error',
} as const satisfies Record<BulkJobState, string>;
