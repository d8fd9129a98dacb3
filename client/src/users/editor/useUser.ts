import { useQuery } from '@vue/apollo-composable';
import { computed, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { faultOf } from '../../apollo';
import { connection } from '../../lib/connection';
import { listKey } from '../list/list-query';
import { useListQuery } from '../list/useListQuery';
import { useUserLists } from '../list/useUserLists';
import { UserDocument } from '../users.documents';

/** One user with everything that can be edited. */
export function useUser(id: MaybeRefOrGetter<string>) {
  const variables = computed(() => ({ id: toValue(id) }));
  const { result, loading, error, refetch } = useQuery(UserDocument, variables);
  watch(connection.reconnects, () => void refetch()?.catch(() => undefined)); // `fault` tells of it.

  const user = computed(() => result.value?.user);
  const { variables: list } = useListQuery();
  const { lists } = useUserLists();
  const row = computed(
    () => lists.get(listKey(list.value)).rows?.edges.find(({ node }) => node.id === toValue(id))?.node,
  );

  return {
    /** null: there is no such user. */
    user,
    /** What there is to show at once: all of it, or what the row of the list has told. */
    known: computed(() => (user.value === undefined ? row.value : user.value)),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}
