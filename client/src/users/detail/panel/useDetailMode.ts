import { useLocalStorage, useMediaQuery } from '@vueuse/core';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { ownName } from '../../../lib/server/base-path';
import { hasOpenDialog } from '../../../ui/overlay/late-dialog';

/** In pixels. */
export const MIN_WIDTH = 420;
export const MAX_WIDTH = 640;
const USUAL_WIDTH = 480;

/** The open user, as a selector: some keys work in its drawer as beside the list. */
export const OPEN_USER = '[data-detail]';

/** Beside the list, over the list where there is no room for both, or a page of its own. */
export type DetailMode = 'panel' | 'drawer' | 'page';

export function useDetailMode() {
  const route = useRoute();
  const hasRoom = useMediaQuery('(min-width: 80rem)');
  return computed<DetailMode>((before) => {
    if (route.name === 'user-page') return 'page';
    // All that is in it is drawn again at a change, and an open dialog would be gone: a link is shown once.
    if (hasOpenDialog.value && before && before !== 'page') return before;
    return hasRoom.value ? 'panel' : 'drawer';
  });
}

/** How wide the panel is, remembered on this device. */
export function useDetailWidth() {
  const stored = useLocalStorage(ownName('detailWidth'), USUAL_WIDTH);
  return computed({
    get: () => within(stored.value),
    set: (width: number) => (stored.value = within(width)),
  });
}

function within(width: number): number {
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width || USUAL_WIDTH)));
}
