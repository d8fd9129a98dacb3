import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, type Ref } from 'vue';
import type { LoadedList } from './list-cache';

/** Rows drawn beyond either edge: half a screen, so that a quick turn of the wheel does not outrun the drawing. */
const OVERSCAN = 12;

/** So close to the end of the loaded rows the next page is asked for: well before it is needed. */
const NEAR_END = 50;

interface RowWindowOptions {
  list: () => LoadedList;
  scroller: Readonly<Ref<HTMLElement | null>>;
  /** In pixels; all rows are of one height, so their places need no measuring. */
  rowHeight: Readonly<Ref<number>>;
  /** What the head, which stays in place, covers of the rows. */
  headHeight: Readonly<Ref<number>>;
  /** A row that is always drawn, so that the focus is not lost as it goes out of view. */
  current: () => number;
}

/** Draws of all loaded rows the few that are on screen. */
export function useRowWindow({ list, scroller, rowHeight, headHeight, current }: RowWindowOptions) {
  const virtualizer = useVirtualizer(
    computed(() => ({
      count: list().edges.length,
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight.value,
      getItemKey: (index: number) => list().edges[index]?.node.id ?? index,
      overscan: OVERSCAN,
      scrollMargin: headHeight.value,
      scrollPaddingStart: headHeight.value,
    })),
  );

  const inView = computed(() => virtualizer.value.range ?? { startIndex: 0, endIndex: 0 });

  return {
    drawn: computed(() => {
      const indexes = new Set(virtualizer.value.getVirtualItems().map(({ index }) => index)).add(current());
      return [...indexes]
        .sort((one, other) => one - other)
        .flatMap((index) => {
          const user = list().edges[index]?.node;
          return user ? [{ index, user }] : [];
        });
    }),
    isNearEnd: computed(() => inView.value.endIndex >= list().edges.length - NEAR_END),
    firstInView: () => inView.value.startIndex,
    /** Whether the whole of a row can be seen, now and not only after the next scroll event. */
    isInView: (index: number) => {
      const { scrollTop = 0, clientHeight = 0 } = scroller.value ?? {};
      const top = index * rowHeight.value - scrollTop;
      return index >= 0 && top >= 0 && top + rowHeight.value <= clientHeight - headHeight.value;
    },
    /** How many rows reach down to the last one on screen. */
    inUse: () => inView.value.endIndex + 1,
    scrollTo: (index: number) => virtualizer.value.scrollToIndex(index, { align: 'auto' }),
  };
}
