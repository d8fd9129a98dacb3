import { computed, nextTick, type Ref, shallowRef, watch } from 'vue';
import type { ListRow } from '../live-list/list-rows';
import { keptRange, knownRows } from '../live-list/row-range';
import type { LoadedList } from '../live-list/useLiveList';
import { MAX_HEIGHT, shiftOf } from './row-shift';

interface RowJumpOptions<Row extends ListRow> {
  list: () => LoadedList<Row>;
  scroller: Readonly<Ref<HTMLElement | null>>;
  rowHeight: Readonly<Ref<number>>;
  scrollTop: Ref<number>;
  viewHeight: Readonly<Ref<number>>;
  /** Takes over the element's own scroll position. */
  measure: () => void;
}

/** The place of a row in the scrolled element, and how to get to one that is not loaded. */
export function useRowJump<Row extends ListRow>(options: RowJumpOptions<Row>) {
  const { list, scroller, rowHeight, scrollTop, viewHeight, measure } = options;
  /** So many rows have no room above: see row-shift.ts. */
  const shift = shallowRef(shiftOf(list()));
  /** The row to go to as soon as it is there. */
  const target = shallowRef<number>();
  /** The row that was gone to last: the page before it is read once one scrolls. */
  const landed = shallowRef<number>();

  const topOf = (index: number) => (index - shift.value) * rowHeight.value;

  /** How many rows there is room for. */
  const known = computed(() =>
    Math.min(knownRows(list()), shift.value + Math.floor(MAX_HEIGHT / rowHeight.value)),
  );

  function scrollToRow(index: number): void {
    if (scroller.value) scroller.value.scrollTop = topOf(index);
    measure();
  }

  function jump(index: number): void {
    const { from, to } = keptRange(list());
    target.value = index < from || index >= to ? index : undefined;
    if (target.value === undefined) scrollToRow(index);
  }

  // In sync: what is wanted is not to be worked out from the old place among the new rows.
  watch(
    list,
    (now, before) => {
      if (now.key !== before.key) target.value = undefined;
      const shiftBefore = shift.value;
      shift.value = shiftOf(now);
      scrollTop.value += (shiftBefore - shift.value) * rowHeight.value;
      const { from, to } = keptRange(now);
      const row = target.value;
      if (row === undefined || row < from || row >= to) return;
      target.value = undefined;
      landed.value = row;
      scrollTop.value = topOf(row);
      // After the anchor, which knows nothing of the target.
      void nextTick(() => nextTick(() => scrollToRow(row)));
    },
    { flush: 'sync' },
  );

  /** Brings a row into view by the shortest way. */
  function scrollTo(index: number): void {
    const element = scroller.value;
    if (!element) return;
    const top = topOf(index);
    const lowest = top + rowHeight.value - viewHeight.value;
    element.scrollTop = Math.max(lowest, Math.min(top, element.scrollTop));
    measure();
  }

  return {
    known,
    /** Of all rows, in pixels. */
    height: computed(() => Math.max(0, (known.value - shift.value) * rowHeight.value)),
    scrollTo,
    topOf,
    /** The inverse, with the part of a row. */
    indexAt: (top: number) => top / rowHeight.value + shift.value,
    target,
    landed,
    jump,
  };
}
