import { computed, shallowRef, watch } from 'vue';
import { COLUMNS, type ColumnId, columnsOf, usualColumns } from './user-columns';
import { shownLayout, useTableLayout } from './useTableLayout';

const ALL = COLUMNS.map(({ id }) => id).filter((id) => id !== 'name');

/** Which columns the table shows after the name, and in which order. */
export function useColumnChoice() {
  const { layout, change } = useTableLayout();

  const shown = computed(
    () =>
      layout.value.columns ??
      usualColumns()
        .map(({ id }) => id)
        .filter((id) => id !== 'name'),
  );
  /** Of those that are not shown: where they stood, so that a click on a box moves nothing below the pointer. */
  const order = shallowRef(orderNow());
  // Another view has another order.
  watch(
    () => shownLayout.value?.saved,
    () => (order.value = orderNow()),
  );

  function orderNow(): readonly ColumnId[] {
    return layout.value.columns ? [...shown.value, ...ALL.filter((id) => !shown.value.includes(id))] : ALL;
  }

  function show(ids: readonly ColumnId[]): void {
    change({ columns: order.value.filter((id) => ids.includes(id)) });
  }

  return {
    /** Every column, the shown and the others, in the order in which they stand or would stand. */
    choices: computed(() =>
      columnsOf(order.value)
        .slice(1)
        .map(({ id, label }) => ({ id, label, isShown: shown.value.includes(id) })),
    ),
    isUsual: computed(
      () => layout.value.columns === undefined && Object.keys(layout.value.widths).length === 0,
    ),
    toggle: (id: ColumnId) =>
      show(shown.value.includes(id) ? shown.value.filter((each) => each !== id) : [...shown.value, id]),
    /** Answers whether it moved. */
    moveTo: (id: ColumnId, to: number): boolean => {
      const from = order.value.indexOf(id);
      if (from === -1 || to === from || to < 0 || to >= order.value.length) return false;
      order.value = order.value.toSpliced(from, 1).toSpliced(to, 0, id);
      show(shown.value);
      return true;
    },
    reset: () => {
      order.value = ALL;
      change({ columns: undefined, widths: {} });
    },
  };
}
