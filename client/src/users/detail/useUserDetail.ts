import { useQuery } from '@vue/apollo-composable';
import { computed, watch } from 'vue';
import { faultOf } from '../../apollo';
import { connection } from '../../lib/server/connection';
import { usePrimedLists } from './usePrimedLists';
import { listKey } from '../list/list-query';
import { useListQuery } from '../list/useListQuery';
import { useUserLists } from '../list/useUserLists';
import { useDetailDocument } from './useDetailDocument';

/** One user with everything that the viewer may see of them: one request, and none for a user who was open before. */
export function useUserDetail(id: () => string) {
  const { document, mayAudit } = useDetailDocument();
  const { prime } = usePrimedLists();
  const variables = computed(() => ({ id: id() }));
  const { result, loading, error, refetch } = useQuery(document, variables);
  watch(connection.reconnects, () => void refetch()?.catch(() => undefined)); // `fault` tells of it.

  const user = computed(() => result.value?.user);
  // In sync: what shows the lists finds them, and asks for nothing.
  watch(user, (now) => now && prime(now), { immediate: true, flush: 'sync' });

  const { variables: list } = useListQuery();
  const { lists } = useUserLists();
  const row = computed(
    () => lists.get(listKey(list.value)).rows?.edges.find(({ node }) => node.id === id())?.node,
  );

  return {
    /** null: there is no such user. */
    user,
    mayAudit,
    /** What there is to show at once: all of it, or what the row of the list has. */
    known: computed(() => (user.value === undefined ? row.value : user.value)),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}
