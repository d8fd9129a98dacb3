import { computed, shallowRef, watch } from 'vue';
import type { LoadedList } from './list-cache';
import { isNarrowed, listKey } from './list-query';
import { useListPages } from './useListPages';
import { useListQuery } from './useListQuery';
import { useLoadedList } from './useLoadedList';

/** `empty`: there is nobody; `nothing`: nobody fits the search and the filters. */
export type ListState = 'loading' | 'failed' | 'empty' | 'nothing' | 'rows';

/** The users that the address asks for, as the cache has them. The rows before stay until the next are there. */
export function useUsers() {
  const { query, variables } = useListQuery();
  const key = computed(() => listKey(variables.value));
  const { loadFirst, isWorking, fault, ...pages } = useListPages();
  const loaded = useLoadedList(() => key.value);

  const list = shallowRef<LoadedList>();
  watch(loaded, (now) => (list.value = now ?? list.value), { immediate: true, flush: 'sync' });

  const isThere = computed(() => list.value?.key === key.value);
  const state = computed<ListState>(() => {
    if (!isThere.value && fault.value && !isWorking.value) return 'failed';
    if (list.value && list.value.edges.length > 0) return 'rows';
    if (!isThere.value) return 'loading';
    return isNarrowed(query.value) ? 'nothing' : 'empty';
  });

  return {
    list,
    state,
    /** Whether the rows are of a list that was asked for before. */
    isOutdated: computed(() => list.value !== undefined && !isThere.value),
    /** Whether the list asked for, or more of it, is on its way. */
    isLoading: computed(() => !isThere.value && isWorking.value),
    isLoadingMore: computed(() => isThere.value && isWorking.value),
    /** Why the list did not come. */
    fault: computed(() => (isThere.value ? undefined : fault.value)),
    /** Why no more of it came. */
    moreFault: computed(() => (isThere.value ? fault.value : undefined)),
    retry: loadFirst,
    ...pages,
  };
}
