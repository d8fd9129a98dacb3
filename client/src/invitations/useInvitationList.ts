import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { InvitationState } from '../gql/graphql';
import { listOf, stateIn } from './invitation-filter';

/** Which list the address asks for. */
export function useInvitationList() {
  const route = useRoute();
  const router = useRouter();
  const state = computed(() => stateIn(route.query));
  return {
    state,
    variables: computed(() => listOf(state.value)),
    show: (next: InvitationState | undefined) => router.replace({ query: next ? { state: next } : {} }),
  };
}
