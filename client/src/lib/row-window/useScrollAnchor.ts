import { nextTick, watch, type Ref } from 'vue';
import type { ListRow } from '../live-list/list-rows';
import { edgeAt, keptRange, rowOf } from '../live-list/row-range';
import type { LoadedList } from '../live-list/useLiveList';
import { shiftOf } from './row-shift';

/**
 * Keeps what is on screen where it is while rows come and go above it: the browser's own scroll anchoring does
 * not see rows that are placed by transform. At the very top new rows push the others down, and another list
 * begins at its start.
 */
export function useScrollAnchor(
  list: () => LoadedList<ListRow>,
  scroller: Readonly<Ref<HTMLElement | null>>,
  rowHeight: Readonly<Ref<number>>,
): void {
  watch(
    list,
    async (after, before) => {
      const element = scroller.value;
      if (!element) return;
      const top = element.scrollTop;
      const to = after.key === before.key ? anchored(before, after, top, rowHeight.value) : 0;
      if (to === top) return;
      await nextTick(); // The rows are drawn, and not yet painted.
      element.scrollTop = to;
    },
    { flush: 'pre' },
  );

  // A row's height changes where a phone is turned: the same rows stay on screen.
  watch(rowHeight, async (after, before) => {
    const element = scroller.value;
    if (!element) return;
    const to = (element.scrollTop / before) * after;
    await nextTick();
    element.scrollTop = to;
  });
}

/** Where to scroll to, so that the first row on screen that is still there stays in its place. */
function anchored(
  before: LoadedList<ListRow>,
  after: LoadedList<ListRow>,
  top: number,
  height: number,
): number {
  if (top <= 0) return top;
  const shift = shiftOf(before);
  const moved = top + (shift - shiftOf(after)) * height;
  for (let index = Math.floor(top / height) + shift; index < keptRange(before).to; index += 1) {
    const id = edgeAt(before, index)?.node.id;
    if (id === undefined) return moved;
    // Mostly it has moved by a row or not at all.
    const near = [index, index + 1, index - 1].find((place) => edgeAt(after, place)?.node.id === id);
    const place = near ?? rowOf(after, id);
    if (place !== -1) return moved + (place - index) * height;
  }
  return moved;
}
