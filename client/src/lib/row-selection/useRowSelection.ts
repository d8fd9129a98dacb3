import { computed, ref, shallowRef, watch } from 'vue';
import type { ListRow, Rows } from '../live-list/list-rows';
import { isCut, isEmpty, NO_SELECTION, type RowPick, select } from './row-selection';

interface RowSelectionOptions {
  /** The list on screen. */
  list: () => Rows<ListRow> | undefined;
  /** What it is narrowed by: "all" means all of these. */
  filter: () => string;
}

/** The rows that are selected on a page. They stay selected as the list is scrolled, sorted, searched and changed by others. */
export function useRowSelection({ list, filter }: RowSelectionOptions) {
  const selection = shallowRef(NO_SELECTION);
  /** Those of the selected rows that left the list, as far as news has said. */
  const left = shallowRef<ReadonlySet<string>>(new Set());
  const wasCut = ref(false);
  const loaded = () => list()?.edges.map(({ node }) => node.id) ?? [];

  function pick(what: RowPick): void {
    const rows = loaded();
    wasCut.value = isCut(selection.value, what, rows);
    selection.value = select(selection.value, what, rows);
    if (isEmpty(selection.value)) left.value = new Set();
  }

  /** @param isInList whether the list still holds the row after a write */
  function note(id: string, isInList: boolean): void {
    if (left.value.has(id) !== isInList || !selection.value.ids.has(id)) return;
    const next = new Set(left.value);
    if (isInList) next.delete(id);
    else next.add(id);
    left.value = next;
  }

  watch(filter, () => {
    left.value = new Set();
    if (selection.value.isAll) pick({ kind: 'none' });
  });

  /** Every row is known where the whole list is loaded. */
  const isWhole = computed(() => {
    const rows = list();
    return rows !== undefined && !rows.start && !rows.pageInfo.hasNextPage;
  });

  return {
    selection,
    pick,
    note,
    hasAny: computed(() => !isEmpty(selection.value)),
    count: computed(() => (selection.value.isAll ? (list()?.totalCount ?? 0) : selection.value.ids.size)),
    /** How many of the selected rows the list does not hold. */
    away: computed(() => {
      if (selection.value.isAll) return 0;
      if (!isWhole.value) return left.value.size;
      const here = new Set(loaded());
      return [...selection.value.ids].filter((id) => !here.has(id)).length;
    }),
    /** Whether the last range reached over rows that are not loaded. */
    wasCut,
    /** Of the loaded rows. */
    share: computed(() => {
      if (isEmpty(selection.value)) return 'none' as const;
      const { ids, isAll } = selection.value;
      return isAll || loaded().every((id) => ids.has(id)) ? ('all' as const) : ('some' as const);
    }),
  };
}

export type RowSelectionState = ReturnType<typeof useRowSelection>;
