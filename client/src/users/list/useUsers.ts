import { computed } from 'vue';
import type { UserRowFragment as UserRow } from '../../gql/graphql';
import type { Range } from '../../lib/live-list/row-range';
import { type LoadedList, useLiveList } from '../../lib/live-list/useLiveList';
import { isNarrowed, listKey } from './list-query';
import { useListQuery } from './useListQuery';
import { useSearchUsage } from './useSearchUsage';
import { useUserLists } from './useUserLists';
import { useUserNews } from './useUserNews';

export type UserList = LoadedList<UserRow>;

/** `empty`: there are no users; `nothing`: none matches the search and the filters. */
export type ListState = 'loading' | 'failed' | 'empty' | 'nothing' | 'rows';

/**
 * The users that the address asks for. The rows before stay until the next are there.
 * @param inUse the rows on screen
 * @param note called with each user that was written, and whether the list holds the user now
 */
export function useUsers(inUse: () => Range, note?: (id: string, isInList: boolean) => void) {
  const { query, variables, isShown } = useListQuery();
  const { lists, readerOf } = useUserLists();
  const live = useLiveList<UserRow>({
    lists,
    key: () => listKey(variables.value),
    read: () => readerOf(variables.value),
    isAllowed: isShown,
  });
  const { list, isThere, isWorking, failed, want } = live;
  useUserNews(live, inUse, note);

  const state = computed<ListState>(() => {
    if (!isThere.value && failed.value && !isWorking.value) return 'failed';
    if (list.value && list.value.edges.length > 0) return 'rows';
    if (!isThere.value) return 'loading';
    return isNarrowed(query.value) ? 'nothing' : 'empty';
  });

  const isOutdated = computed(() => list.value !== undefined && !isThere.value);
  useSearchUsage(() => ({
    search: query.value.search,
    state: state.value,
    isOutdated: isOutdated.value,
  }));

  return {
    list,
    state,
    /** Whether the rows are of a list that was asked for before. */
    isOutdated,
    /** Whether the list asked for, or more of it, is on its way. */
    isLoading: computed(() => !isThere.value && isWorking.value),
    isLoadingMore: computed(() => isThere.value && isWorking.value),
    /** Why the list did not come. */
    fault: computed(() => (isThere.value ? undefined : failed.value?.fault)),
    /** Why no more of it came. */
    moreFault: computed(() => (isThere.value ? failed.value?.fault : undefined)),
    retry: () => want({ side: 'first' }),
    loadMore: want,
  };
}
