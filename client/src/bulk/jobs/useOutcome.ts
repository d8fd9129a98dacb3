import type { BulkItemOutcome } from '../../gql/graphql';
import { useQueryChoice } from '../../lib/useQueryChoice';

export const OUTCOMES = ['CHANGED', 'UNCHANGED', 'REFUSED'] as const satisfies BulkItemOutcome[];

/** The outcome whose results are shown, as the address has it; undefined: all. */
export const useOutcome = () => useQueryChoice('outcome', OUTCOMES);
