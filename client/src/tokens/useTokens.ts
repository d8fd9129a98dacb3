import { useQuery } from '@vue/apollo-composable';
import { computed, ref, toValue, type MaybeRefOrGetter } from 'vue';
import { faultOf } from '../apollo';
import type { AccessTokenState } from '../gql/graphql';
import { AllTokensDocument, OwnTokensDocument } from './tokens.documents';

const PAGE_SIZE = 50;

/** One's own, as they are when the page is opened and after each write from it. */
export function useOwnTokens() {
  const { result, loading, error, refetch } = useQuery(
    OwnTokensDocument,
    {},
    { fetchPolicy: 'cache-and-network' },
  );

  return {
    tokens: computed(() => result.value?.viewer?.accessTokens.nodes),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}

/** Everybody's, or those in one state. */
export function useAllTokens(state: MaybeRefOrGetter<AccessTokenState | undefined>) {
  const variables = computed(() => {
    const only = toValue(state);
    return { first: PAGE_SIZE, where: only ? { state: [only] } : null };
  });
  const { result, loading, error, refetch, fetchMore } = useQuery(AllTokensDocument, variables, {
    fetchPolicy: 'cache-and-network',
  });
  const isLoadingMore = ref(false);
  const list = computed(() => result.value?.accessTokens);

  async function loadMore(): Promise<void> {
    if (isLoadingMore.value || !list.value) return;
    isLoadingMore.value = true;
    try {
      await fetchMore({
        variables: { after: list.value.pageInfo.endCursor },
        updateQuery: (before, { fetchMoreResult: { accessTokens } }) => ({
          accessTokens: { ...accessTokens, nodes: [...before.accessTokens.nodes, ...accessTokens.nodes] },
        }),
      });
    } finally {
      isLoadingMore.value = false;
    }
  }

  return {
    list,
    isLoading: loading,
    isLoadingMore,
    loadMore,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}
