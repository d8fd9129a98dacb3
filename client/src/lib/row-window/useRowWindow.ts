import { useEventListener, useResizeObserver } from '@vueuse/core';
import { computed, onMounted, type Ref, shallowRef, watch } from 'vue';
import type { Want } from '../live-list/list-request';
import type { ListRow } from '../live-list/list-rows';
import { edgeAt, keptRange, type Range } from '../live-list/row-range';
import type { LoadedList } from '../live-list/useLiveList';
import { type DrawnRows, keyRows } from './row-keys';
import { useRowJump } from './useRowJump';

/**
 * Rows drawn beyond either edge: half a screen, so that a quick turn of the wheel does not outrun the drawing. Those of another
 * list come in the frame after: what was searched for is on screen sooner.
 */
const OVERSCAN = 12;

/**
 * So many rows come and go at once. A frame in which any do is styled, laid out and painted anew: one by one they made nearly
 * every frame of a scroll such a frame.
 */
const STEP = 4;

/** So close to an end of the loaded rows the page beyond is asked for: well before it is needed. */
const NEAR_END = 50;

interface RowWindowOptions<Row extends ListRow> {
  list: () => LoadedList<Row>;
  scroller: Readonly<Ref<HTMLElement | null>>;
  /** In pixels; all rows are of one height, so their places need no measuring. */
  rowHeight: Readonly<Ref<number>>;
  /** What the head, which stays in place, covers of the rows. */
  headHeight: Readonly<Ref<number>>;
  /** The height of the scroller until it is measured, in pixels; 0: not known. Measuring it on mount forces a layout. */
  startHeight: number;
  /** A row that is always drawn, so that the focus is not lost as it goes out of view. */
  current: () => number;
  /** Its row, for where that is not kept. */
  pinned: () => Row | undefined;
  /** The ids of rows that are set off. */
  marked: () => ReadonlySet<string>;
}

/** Draws of all rows the few that are on screen. */
export function useRowWindow<Row extends ListRow>(options: RowWindowOptions<Row>) {
  const { list, scroller, rowHeight, headHeight, startHeight, current, pinned, marked } = options;
  const scrollTop = shallowRef(0);
  const viewHeight = shallowRef(Math.max(0, startHeight - headHeight.value));
  const overscan = shallowRef(0);
  const measure = () => {
    scrollTop.value = scroller.value?.scrollTop ?? 0;
    viewHeight.value = (scroller.value?.clientHeight ?? 0) - headHeight.value;
  };
  useEventListener(scroller, 'scroll', measure, { passive: true });
  useResizeObserver(scroller, measure);
  onMounted(() => startHeight > 0 || measure());
  // Another list begins at its start, and its request must not wait for the scroll event.
  watch(
    () => list().key,
    () => {
      scrollTop.value = 0;
      overscan.value = 0;
      drawBeyondLater();
    },
  );
  onMounted(drawBeyondLater);

  function drawBeyondLater(): void {
    // Such a callback still comes before the frame's painting.
    requestAnimationFrame(() => setTimeout(() => (overscan.value = OVERSCAN)));
  }

  const places = useRowJump({ ...options, scrollTop, viewHeight, measure });
  const { known, height, topOf, indexAt, target, landed, jump, scrollTo } = places;

  /** The first row in view and the last; numbers, so that nothing is drawn again within a row. */
  const first = computed(() => clamp(Math.floor(indexAt(scrollTop.value))));
  const last = computed(() => clamp(Math.ceil(indexAt(scrollTop.value + viewHeight.value)) - 1));

  // Always as many rows, so that both ends move in the same frame; numbers, as above.
  const start = computed(() => Math.floor((first.value - overscan.value) / STEP) * STEP);
  const inView = computed(() => Math.ceil(viewHeight.value / rowHeight.value) + 1);
  const from = computed(() => clamp(start.value));
  const to = computed(() => clamp(start.value + STEP + inView.value + 2 * overscan.value - 1));

  function clamp(index: number): number {
    return Math.max(0, Math.min(index, known.value - 1));
  }

  return {
    height,
    topOf,
    jump,
    isJumping: computed(() => target.value !== undefined),
    drawn: computed<DrawnRows<Row>>((before) => {
      const indexes = new Set([current()]);
      for (let index = from.value; index <= to.value; index += 1) indexes.add(index);
      const rows = [...indexes]
        .sort((one, other) => one - other)
        .flatMap((index) => {
          const isCurrent = index === current();
          const row = edgeAt(list(), index)?.node ?? (isCurrent ? pinned() : undefined);
          return row ? [{ index, row, isCurrent, isMarked: marked().has(row.id) }] : [];
        });
      return keyRows(list().key, rows, before);
    }),
    /** Rows in view that are not there: after a jump, until they come. */
    missing: computed(() => {
      const kept = keptRange(list());
      const from = first.value < kept.from ? first.value : Math.max(first.value, kept.to);
      const to = first.value < kept.from ? Math.min(last.value + 1, kept.from) : last.value + 1;
      return from < to ? { from, rows: to - from } : undefined;
    }),
    /** What is to be read next, as it will be in view soon. */
    want: computed<Want | undefined>(() => {
      if (viewHeight.value <= 0) return undefined;
      if (target.value !== undefined) return { side: 'away', row: target.value };
      const kept = keptRange(list());
      if (last.value < kept.from || first.value >= kept.to) {
        return { side: 'away', row: clamp(first.value - OVERSCAN) };
      }
      const { hasNextPage } = list().pageInfo;
      if (hasNextPage && last.value >= kept.to - NEAR_END) return { side: 'next' };
      const isNearStart = first.value < kept.from + NEAR_END && first.value !== landed.value;
      return kept.from > 0 && isNearStart ? { side: 'previous' } : undefined;
    }),
    firstInView: () => first.value,
    first,
    /** Whether the whole of a row can be seen, now and not only after the next scroll event. */
    isInView: (index: number) => {
      const top = topOf(index) - (scroller.value?.scrollTop ?? 0);
      return index >= 0 && top >= 0 && top + rowHeight.value <= viewHeight.value;
    },
    /** The rows on screen. */
    inUse: (): Range => ({ from: first.value, to: last.value + 1 }),
    scrollTo,
  };
}
