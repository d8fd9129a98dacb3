import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { BulkItemOutcome } from '../../gql/graphql';

export const OUTCOMES = ['CHANGED', 'UNCHANGED', 'REFUSED'] as const satisfies BulkItemOutcome[];

/** The outcome whose results are shown, as the address has it; undefined: all. */
export function useOutcome() {
  const route = useRoute();
  const router = useRouter();
  return {
    outcome: computed(() => OUTCOMES.find((each) => each === route.query['outcome'])),
    show: (outcome: BulkItemOutcome | undefined) => router.replace({ query: outcome ? { outcome } : {} }),
  };
}
