import { useQuery } from '@vue/apollo-composable';
import { computed, shallowRef, watch } from 'vue';
import { faultOf } from '../../apollo';
import type { UserRowFragment as UserRow } from '../../gql/graphql';
import { UsersDocument } from '../users.documents';
import { PAGE_SIZE } from './list-cache';
import { isNarrowed, listKey } from './list-query';
import { useListQuery } from './useListQuery';
import type { UserList } from './user-list';

/** Loaded rows, and which list they are of: while another is on its way, the rows before stay on screen. */
export interface ShownList extends UserList<UserRow> {
  readonly key: string;
}

/** `empty`: there is nobody; `nothing`: nobody fits the search and the filters. */
export type ListState = 'loading' | 'failed' | 'empty' | 'nothing' | 'rows';

/** The users that the address asks for, kept up to date by the cache. */
export function useUsers() {
  const { query, variables } = useListQuery();
  const key = computed(() => listKey(variables.value));
  const asked = computed(() => ({ ...variables.value, first: PAGE_SIZE }));
  const { result, loading, error, refetch } = useQuery(UsersDocument, asked, { keepPreviousResult: true });

  const list = shallowRef<ShownList>();
  // A result is of the list asked for last: an answer to an earlier question is not listened to any more.
  watch(result, (now) => (list.value = now && { ...now.users, key: key.value }), {
    immediate: true,
    flush: 'sync',
  });

  const state = computed<ListState>(() => {
    if (error.value) return 'failed';
    if (list.value && list.value.edges.length > 0) return 'rows';
    if (!list.value || loading.value) return 'loading';
    return isNarrowed(query.value) ? 'nothing' : 'empty';
  });

  return {
    list,
    state,
    /** Whether another list is on its way. */
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}
