import { useResizeObserver } from '@vueuse/core';
import { computed, type Ref, shallowRef } from 'vue';
import { fittingWidth } from './table-layout';
import {
  CARD,
  CARDS_BELOW,
  type ColumnId,
  columnsOf,
  HEAD,
  ROW,
  tracksOf,
  usualColumns,
} from './user-columns';
import { useTableLayout } from './useTableLayout';

/**
 * How large the last table was in a page of some width, in pixels: what shows that rows are loading is as large as the rows that
 * follow.
 */
let last = { page: 0, width: 0, height: 0 };

/** The columns of a table and the height of its rows: on a phone each is a card, elsewhere the person's layout says. */
export function useTableColumns(frame: Readonly<Ref<HTMLElement | null>>) {
  const { layout, density, change } = useTableLayout();
  /** While a column is being resized: what it has by now, which is kept when that ends. */
  const resized = shallowRef<{ id: ColumnId; width: number }>();
  // Before it is measured, the last one or the page says how wide it is: another width draws every row a second time, and moves it.
  const page = document.documentElement.clientWidth;
  const isKnown = last.page === page;
  const width = shallowRef(isKnown ? last.width : page);
  // useElementSize measures on mount, which forces a layout in the task of the first drawing. This comes after the browser's own.
  useResizeObserver(frame, ([entry]) => {
    if (!entry) return;
    const { width: table, height } = entry.contentRect;
    width.value = table;
    // Nothing is known of a table that is not shown.
    if (table > 0) last = { page: document.documentElement.clientWidth, width: table, height };
  });
  const isCards = computed(() => width.value > 0 && width.value < CARDS_BELOW);

  const columns = computed(() => {
    if (isCards.value) return CARD.columns;
    const { columns } = layout.value;
    return columns ? columnsOf(columns) : usualColumns(width.value || undefined);
  });
  const widths = computed(() => {
    const { widths } = layout.value;
    return resized.value ? { ...widths, [resized.value.id]: resized.value.width } : widths;
  });
  const tracks = computed(() => (isCards.value ? CARD.tracks : tracksOf(columns.value, widths.value)));

  return {
    density,
    columns,
    isCards,
    rowHeight: computed(() => (isCards.value ? ROW.card : ROW[density.value])),
    headHeight: computed(() => (isCards.value ? 0 : HEAD)),
    /** The height of head and rows until it is measured, in pixels; 0: not known. */
    startHeight: isKnown ? last.height : 0,
    /** Whether the columns need more room than there is: the table scrolls sideways then, and the name stays in view. */
    isWide: computed(() => width.value > 0 && tracks.value.least > width.value),
    /** For the table: the widths are in one place, so that no row is drawn again for another one. */
    style: computed(() => ({
      '--columns': tracks.value.template,
      '--view-width': `${width.value}px`,
      'min-width': `${tracks.value.least}px`,
    })),
    /** @param isDone whether the width is to be kept */
    resize: (id: ColumnId, pixels: number, isDone: boolean) => {
      const wanted = fittingWidth(pixels);
      resized.value = isDone ? undefined : { id, width: wanted };
      if (isDone) change({ widths: { ...layout.value.widths, [id]: wanted } });
    },
  };
}
