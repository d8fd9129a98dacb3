import { useDebounceFn, useEventListener } from '@vueuse/core';
import { computed, onBeforeUnmount, ref, watch } from 'vue';
import { readOwn, writeOwn } from '../../auth/session/own-storage';
import { useViewer } from '../../auth/session/useSession';
import { useTabs } from '../tabs/useTabs';
import { type Draft, forKeeping, type HistoryEntry, readKept, withEntry } from './kept';

const NAME = 'playground';

/** Typing is kept when it rests for as long. */
const REST_MS = 500;

/**
 * The open tabs and the history of who is signed in, kept on this device until they sign out; those of nobody until the tab
 * is closed. Who signs in goes on with what they wrote as nobody, where they have nothing of their own.
 */
export function useKept(first: () => Draft) {
  const { viewer } = useViewer();
  const owner = viewer.value?.id;
  const kept = readKept(readOwn(NAME, owner)) ?? readKept(readOwn(NAME, undefined));
  const tabs = useTabs(kept?.tabs.length ? kept.tabs : [first()], kept?.place ?? 0);
  const history = ref<HistoryEntry[]>(kept?.history ?? []);

  function write(): void {
    // Who has signed out meanwhile leaves nothing.
    if (viewer.value?.id !== owner) return;
    const open = tabs.tabs.value.map(({ document, variables }) => ({ document, variables }));
    writeOwn(NAME, owner, forKeeping({ tabs: open, place: tabs.place.value, history: history.value }));
  }

  watch([tabs.tabs, tabs.place, history], useDebounceFn(write, REST_MS), { deep: true });
  useEventListener(window, 'pagehide', write);
  onBeforeUnmount(write);

  return {
    tabs,
    history: computed(() => history.value),
    remember: (entry: HistoryEntry) => (history.value = withEntry(history.value, entry)),
    clear: () => (history.value = []),
  };
}
