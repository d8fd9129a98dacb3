import { useDebounceFn } from '@vueuse/core';
import { ref, watch } from 'vue';
import { SEARCH_MAX } from '../list/list-query';
import { useListQuery } from '../list/useListQuery';

/**
 * A pause in typing: shorter, and letters that are typed fast ask one by one (at 170 words a minute up to 62 ms went by between two);
 * longer, and the list seems to lag. What was found is to be on screen 150 ms after the last key; asking and drawing takes the
 * rest of that.
 */
const PAUSE_MS = 60;

/**
 * The text of the search box. The list follows at each pause in typing; a step back in the browser's history
 * leads out of the search, not through its letters.
 */
export function useSearchText() {
  const { query, change } = useListQuery();
  const text = ref(query.value.search);
  let sent = text.value;

  function send(): void {
    const search = text.value.slice(0, SEARCH_MAX);
    if (search === sent) return;
    const how = sent.trim() === '' || search.trim() === '' ? 'push' : 'replace';
    sent = search;
    void change({ search }, how);
  }
  watch(text, useDebounceFn(send, PAUSE_MS));

  // The address changed by another way: back, forward, "clear filters". Our own change is older than the text.
  watch(
    () => query.value.search,
    (search) => {
      if (search !== sent) text.value = sent = search;
    },
  );

  function clear(): void {
    text.value = '';
    send();
  }

  return { text, clear, send };
}
