import { useApolloClient } from '@vue/apollo-composable';
import { useDocumentVisibility, useTimeoutFn } from '@vueuse/core';
import { onScopeDispose, watch } from 'vue';
import { timeZone } from '../../lib/language/time-zone';
import type { ListCount } from './side-lists';
import { useActiveView } from '../useActiveView';
import { useSideLists } from './useSideLists';
import { SideListsDocument } from '../views.documents';

/** Others' writes are gathered so long, and a page of the list that is asked for meanwhile brings the counts. */
const GATHER_MS = 30_000;

/**
 * Keeps the counts of the side bar true for as long as the list is on screen.
 * @param shown the number of the list on screen, which is up to date
 */
export function useSideCounts(shown: () => ListCount | undefined): void {
  const { resolveClient } = useApolloClient();
  const side = useSideLists();
  const visibility = useDocumentVisibility();
  const { view, fixed, isEdited } = useActiveView();
  let isGone = false;

  async function read(): Promise<void> {
    const settle = side.beginRead();
    try {
      const options = {
        query: SideListsDocument,
        variables: { timeZone: timeZone.value },
        fetchPolicy: 'no-cache' as const,
      };
      settle((await resolveClient().query(options)).data);
    } catch {
      // They are still doubtful, and read again after a while.
    }
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
