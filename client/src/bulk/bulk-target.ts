import type { StartBulkJobInput } from '../gql/graphql';

/** The users of a job: by their ids, or all that a list with this filter and search holds. */
export type BulkTarget = Pick<StartBulkJobInput, 'ids' | 'where' | 'search'>;

/** The server's own limit for ids. */
export const IDS_MAX = 10_000;
