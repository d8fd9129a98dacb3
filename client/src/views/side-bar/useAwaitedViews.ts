import { computed, type Ref, watch } from 'vue';
import type { ViewRowFragment } from '../../gql/graphql';
import { readOwn, writeOwn } from '../../auth/session/own-storage';
import { useViewer } from '../../auth/session/useSession';

const KEPT = 'savedViews';

/**
 * How many saved views each of the groups had at the last visit, for as long as they are not known: their place is kept, and
 * what is below them in the side bar does not move when they come.
 */
export function useAwaitedViews(views: Readonly<Ref<readonly ViewRowFragment[] | undefined>>) {
  const { viewer } = useViewer();

  watch(
    views,
    (now) => {
      if (!now || !viewer.value) return;
      const shared = now.filter(({ isShared }) => isShared).length;
      writeOwn(KEPT, viewer.value.id, [now.length - shared, shared]);
    },
    { immediate: true },
  );

  return computed(() => {
    if (views.value || !viewer.value) return [];
    const kept = readOwn(KEPT, viewer.value.id);
    return Array.isArray(kept) ? kept.map(Number).filter((count) => count > 0) : [];
  });
}
