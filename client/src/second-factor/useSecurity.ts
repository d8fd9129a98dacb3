import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { faultOf } from '../apollo';
import { SecurityDocument } from './second-factor.documents';

/** The viewer's ways to sign in; the answer of every write has the changed ones. */
export function useSecurity() {
  // How long ago one signed in is not what it was when the page was last here.
  const { result, loading, error, refetch } = useQuery(
    SecurityDocument,
    {},
    { fetchPolicy: 'cache-and-network' },
  );

  return {
    security: computed(() => result.value?.security),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}
