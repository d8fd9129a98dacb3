import { watch } from 'vue';
import { count } from '../../lib/usage/usage-counts';
import type { ListState } from './useUsers';

interface Searched {
  /** What is searched for. It is compared with the search before, and not counted. */
  search: string;
  state: ListState;
  /** Whether the list is not the one asked for yet. */
  isOutdated: boolean;
}

/** Counts each search whose answer is there: with a result, or without. */
export function useSearchUsage(searched: () => Searched): void {
  let before = '';
  watch(
    searched,
    ({ search, state, isOutdated }) => {
      const text = search.trim();
      if (isOutdated || (state !== 'rows' && state !== 'nothing')) return;
      if (text !== '' && text !== before) count('SEARCH', state === 'rows' ? 'DONE' : 'EMPTY');
      before = text;
    },
    { immediate: true },
  );
}
