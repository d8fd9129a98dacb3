import { refDebounced } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';

/** Most requests are answered by then, and an indicator that comes and goes at once would only flicker. */
const LASTING_MS = 200;

/** Whether something has been so for a while; it ends at once. */
export function useLasting(isSo: () => boolean): ComputedRef<boolean> {
  const debounced = refDebounced(computed(isSo), LASTING_MS);
  return computed(() => isSo() && debounced.value);
}
