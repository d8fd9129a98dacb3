import { useApolloClient } from '@vue/apollo-composable';
import { shallowRef, type ShallowRef, watch } from 'vue';
import { type LoadedList, LoadedListDocument } from './list-cache';

/**
 * The loaded rows of a list, as the cache has them from now on; undefined where there are none. The cache is asked to tell
 * of changes itself: a query that reads it alone is made anew for each letter of a search, which took the page's thread
 * while the server worked, and tells of what came by a timer.
 * @param key the list's name
 */
export function useLoadedList(key: () => string): Readonly<ShallowRef<LoadedList | undefined>> {
  const { resolveClient } = useApolloClient();
  const loaded = shallowRef<LoadedList>();
  watch(
    key,
    (key, _before, onCleanup) => {
      const stop = resolveClient().cache.watch({
        query: LoadedListDocument,
        variables: { key },
        optimistic: false,
        immediate: true,
        callback: ({ result }) => (loaded.value = result?.loadedUsers ?? undefined),
      });
      onCleanup(stop);
    },
    { immediate: true, flush: 'sync' },
  );
  return loaded;
}
