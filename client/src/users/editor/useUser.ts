import { useQuery } from '@vue/apollo-composable';
import { computed, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { faultOf } from '../../apollo';
import { connection } from '../../lib/connection';
import { UserDocument } from '../users.documents';

/** One user with everything that can be edited; what a row told of them is there at once. */
export function useUser(id: MaybeRefOrGetter<string>) {
  const variables = computed(() => ({ id: toValue(id) }));
  const { result, loading, error, refetch } = useQuery(UserDocument, variables);
  watch(connection.reconnects, () => void refetch()?.catch(() => undefined)); // `fault` tells of it.

  return {
    /** null: there is no such user. */
    user: computed(() => result.value?.user),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}
