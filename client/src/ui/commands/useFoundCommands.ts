import { watchDebounced } from '@vueuse/core';
import { onScopeDispose, type Ref, shallowRef } from 'vue';
import type { Command } from '../../lib/commands/useCommands';
import { findCommands } from '../../lib/commands/useCommandSearch';

/** A pause in typing. */
const PAUSE_MS = 120;

/** What is found for a text as it is typed: one search a pause, and the one before it is aborted. */
export function useFoundCommands(text: Readonly<Ref<string>>) {
  const found = shallowRef<readonly Command[]>([]);
  const isSearching = shallowRef(false);
  let last: AbortController | undefined;

  async function search(): Promise<void> {
    last?.abort();
    const wanted = text.value.trim();
    const own = new AbortController();
    last = own;
    isSearching.value = wanted !== '';
    const commands = wanted === '' ? [] : await findCommands(wanted, own.signal);
    if (own.signal.aborted) return;
    found.value = commands;
    isSearching.value = false;
  }

  watchDebounced(text, () => void search(), { debounce: PAUSE_MS });
  onScopeDispose(() => last?.abort());
  return { found, isSearching };
}
