import { useDebounceFn } from '@vueuse/core';

/** A bulk job sends news twice a second at the most: after the last of it, the list is read once. */
const QUIET_MS = 700;

/** While a long job runs, the list is read this often. */
const MAX_WAIT_MS = 3_000;

/** Reads a list again after news of many changes, which names none of them. */
export function useGatheredReload(reload: () => unknown): () => void {
  const gathered = useDebounceFn(() => void reload(), QUIET_MS, { maxWait: MAX_WAIT_MS });
  return () => void gathered();
}
