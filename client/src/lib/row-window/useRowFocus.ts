import { until } from '@vueuse/core';
import { computed, nextTick, shallowRef, type Ref } from 'vue';
import type { ListRow } from '../live-list/list-rows';
import { edgeAt, knownRows, rowOf } from '../live-list/row-range';
import type { LoadedList } from '../live-list/useLiveList';

/** As long as a person waits for a row that has to be read first. */
const PATIENCE_MS = 10_000;

interface RowFocusOptions<Row extends ListRow> {
  list: () => LoadedList<Row>;
  scroller: Readonly<Ref<HTMLElement | null>>;
  /** The name, in `dataset`, under which the element of a row that takes the focus has its id. */
  idAttribute: string;
  /** Brings a row into view, where it is not. */
  scrollTo: (index: number) => void;
  /** The first row in view. */
  firstInView: () => number;
}

/**
 * Which row the keyboard is at. It is remembered by its id and stays with it as rows move; where the row leaves the
 * list, it is the one that took its place. Tab comes to this row alone: a thousand stops would be no help.
 */
export function useRowFocus<Row extends ListRow>(options: RowFocusOptions<Row>) {
  const { list, scroller, idAttribute, scrollTo, firstInView } = options;
  const last = shallowRef<{ row: Row; index: number }>();

  const current = computed(() => {
    if (!last.value) return 0;
    const index = rowOf(list(), last.value.row.id);
    return index === -1 ? Math.min(last.value.index, knownRows(list()) - 1) : index;
  });

  async function focus(index: number): Promise<void> {
    if (index < 0 || index >= knownRows(list())) return;
    scrollTo(index);
    const row = await until(() => edgeAt(list(), index)?.node).toMatch((there) => there !== undefined, {
      timeout: PATIENCE_MS,
    });
    if (!row) return;
    last.value = { row, index };
    await nextTick();
    scroller.value
      ?.querySelector<HTMLElement>(`[data-${idAttribute}="${row.id}"]`)
      ?.focus({ preventScroll: true });
  }

  /** Makes a row the one that the keyboard is at, and brings it into view; the focus stays where it is. */
  function reveal(index: number): void {
    const row = edgeAt(list(), index)?.node;
    if (!row) return;
    scrollTo(index);
    last.value = { row, index };
  }

  /** Where the focus is in no row, the first step is to the row it was at, or to the first one in view. */
  function move(by: 1 | -1): Promise<void> {
    if (!hasFocus()) return focus(last.value ? current.value : firstInView());
    return focus(Math.max(0, Math.min(current.value + by, knownRows(list()) - 1)));
  }

  /** For the rows' `focusin`: a press of the mouse moves the keyboard's place too. */
  function follow({ target }: FocusEvent): void {
    const id = target instanceof HTMLElement ? target.dataset[idAttribute] : undefined;
    const index = id === undefined ? -1 : rowOf(list(), id);
    const row = edgeAt(list(), index)?.node;
    if (row) last.value = { row, index };
  }

  /** The row, where it is not among those that are kept: it keeps the focus. */
  const pinned = () => (last.value && current.value === last.value.index ? last.value.row : undefined);

  /** The current state of the row that has the focus, or had it last; undefined where the list holds it no longer. */
  const at = computed(() => {
    const index = last.value ? rowOf(list(), last.value.row.id) : -1;
    return edgeAt(list(), index)?.node;
  });

  const hasFocus = () => scroller.value?.contains(document.activeElement) ?? false;

  return { current, at, hasFocus, pinned, focus, reveal, move, follow };
}
