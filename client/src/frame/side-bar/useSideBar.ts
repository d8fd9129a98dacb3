import { useLocalStorage, useMediaQuery } from '@vueuse/core';
import { computed } from 'vue';
import { ownName } from '../../lib/server/base-path';

/**
 * The state of the side bar: whole, a rail of icons, or hidden behind a button. Where there is room for the whole of
 * it a person chooses, and the choice is kept on this device. public/before-paint.js and theme.css draw the same before the
 * code is there.
 */
export function useSideBar() {
  const isRail = useLocalStorage(ownName('sideBarIsRail'), false);
  const hasRoom = useMediaQuery('(min-width: 64rem)');
  const hasRoomForRail = useMediaQuery('(min-width: 48rem)');

  return {
    shape: computed(() => {
      if (hasRoom.value) return isRail.value ? 'rail' : 'whole';
      return hasRoomForRail.value ? 'rail' : 'away';
    }),
    /** Whether there is a choice. */
    hasRoom,
    toggle: () => (isRail.value = !isRail.value),
  };
}
