import { useDocumentVisibility, useTimeoutFn } from '@vueuse/core';
import { onScopeDispose, watch } from 'vue';
import type { ListCount } from './side-lists';
import { useActiveView } from '../useActiveView';
import { useReadSideLists } from './useReadSideLists';
import { useSideLists } from './useSideLists';

/** Others' writes are gathered so long, and a page of the list that is asked for meanwhile brings the counts. */
const GATHER_MS = 30_000;

/**
 * Keeps the counts of the side bar true for as long as the list is on screen.
 * @param shown the number of the list on screen, which is up to date
 */
export function useSideCounts(shown: () => ListCount | undefined): void {
  const side = useSideLists();
  const { read: readSideLists } = useReadSideLists();
  const visibility = useDocumentVisibility();
  const { view, fixed, isEdited } = useActiveView();
  let isGone = false;

  async function read(): Promise<void> {
    // Where it fails, they are still doubtful, and read again after a while.
    await readSideLists();
    startIfDue();
  }

  const timer = useTimeoutFn(() => void read(), GATHER_MS, { immediate: false });

  function startIfDue(): void {
    const isDue = !isGone && side.isDoubtful.value && visibility.value === 'visible';
    if (!isDue) timer.stop();
    else if (!timer.isPending.value) timer.start();
  }

  watch([side.isDoubtful, visibility], startIfDue, { immediate: true });
  onScopeDispose(() => (isGone = true));
  watch(
    () => [shown(), fixed.value?.key ?? (isEdited.value ? undefined : view.value?.id)] as const,
    ([count, key]) => {
      if (count && key) side.set(key, count);
    },
  );
}
