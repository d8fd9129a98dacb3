import { computed } from 'vue';
import { marksOf } from './search-marks';

/**
 * Marks the words of a search in the rows.
 * @param isOutdated whether another list is on its way: rows that are about to go keep their marks
 */
export function useSearchMarks(search: () => string, isOutdated: () => boolean) {
  const shown = computed<string>((before) => (before !== undefined && isOutdated() ? before : search()));
  return { find: computed(() => marksOf(shown.value)) };
}
