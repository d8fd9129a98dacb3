import { useQuery } from '@vue/apollo-composable';
import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue';
import { faultOf } from '../apollo';
import type { AuditPageFragment, AuditWhere } from '../gql/graphql';
import type { RequestFault } from '../lib/request-fault';
import { AuditEntriesDocument } from './audit.documents';

interface AuditEntriesOptions {
  /** Entries a request. */
  first: number;
  where: MaybeRefOrGetter<AuditWhere | null>;
  /** Whether to ask at all. */
  isAllowed?: MaybeRefOrGetter<boolean>;
}

/** Entries, newest first; older ones come on demand below those that are there, which stay as they are. */
export function useAuditEntries({ first, where, isAllowed = true }: AuditEntriesOptions) {
  const variables = computed(() => ({ first, where: toValue(where) }));
  const { result, loading, error, refetch, fetchMore } = useQuery(AuditEntriesDocument, variables, () => ({
    enabled: toValue(isAllowed),
    // Entries are added all the time: what an earlier visit saw is shown only until the answer comes.
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  }));
  const list = computed<AuditPageFragment | undefined>(() => result.value?.auditEntries);
  const isLoadingMore = ref(false);
  const moreFault = ref<RequestFault>();
  watch(variables, () => (moreFault.value = undefined));

  async function loadMore(): Promise<void> {
    const asked = variables.value;
    const after = list.value?.pageInfo.endCursor;
    if (isLoadingMore.value || !after) return;
    isLoadingMore.value = true;
    moreFault.value = undefined;
    try {
      await fetchMore({
        variables: { after },
        // An answer for entries that nobody looks at any more, or for a list that was read anew, belongs nowhere.
        updateQuery: (before, { fetchMoreResult: { auditEntries } }) =>
          asked === variables.value && before.auditEntries.pageInfo.endCursor === after
            ? {
                auditEntries: {
                  ...auditEntries,
                  nodes: [...before.auditEntries.nodes, ...auditEntries.nodes],
                },
              }
            : before,
      });
    } catch (failure) {
      if (asked === variables.value) moreFault.value = faultOf(failure);
    } finally {
      isLoadingMore.value = false;
    }
  }

  return {
    list,
    isLoading: loading,
    isLoadingMore,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    moreFault,
    /** Reads the newest again, and leaves out the older ones that had been added. */
    reload: () => refetch()?.catch(() => undefined), // `fault` tells of it.
    loadMore,
  };
}
