import { useEventListener } from '@vueuse/core';
import { onScopeDispose, type Ref } from 'vue';

/** A mouse that passes over a row on its way is gone by then. */
const REST_MS = 150;

/** Calls `rest` with the user of the row on which the mouse rests. */
export function useRowRest(scroller: Readonly<Ref<HTMLElement | null>>, rest: (id: string) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';

  useEventListener(
    scroller,
    'pointermove',
    ({ pointerType, target, screenX, screenY }) => {
      // Browsers also report a move when a row moves below a resting mouse.
      const place = `${screenX} ${screenY}`;
      if (pointerType !== 'mouse' || place === last || !(target instanceof Element)) return;
      last = place;
      clearTimeout(timer);
      const link = target.closest('[role=row]')?.querySelector<HTMLElement>('[data-user]');
      const id = link?.dataset['user'];
      if (id !== undefined) timer = setTimeout(() => rest(id), REST_MS);
    },
    { passive: true },
  );
  // A press opens the user by itself.
  useEventListener(scroller, ['pointerdown', 'pointerleave'], () => clearTimeout(timer));
  onScopeDispose(() => clearTimeout(timer));
}
