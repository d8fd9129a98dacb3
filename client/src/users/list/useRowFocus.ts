import { computed, nextTick, shallowRef, type Ref } from 'vue';
import type { LoadedList } from './list-cache';

interface RowFocusOptions {
  list: () => LoadedList;
  scroller: Readonly<Ref<HTMLElement | null>>;
  /** Brings a row into view, where it is not. */
  scrollTo: (index: number) => void;
  /** The first row in view. */
  firstInView: () => number;
}

/**
 * Which row the keyboard is at. It is remembered by its user and keeps to them as rows move; where they leave the
 * list, it is whoever took their place. Tab comes to this row alone: a thousand stops would be no help.
 */
export function useRowFocus({ list, scroller, scrollTo, firstInView }: RowFocusOptions) {
  const last = shallowRef<{ id: string; index: number }>();

  const current = computed(() => {
    const { edges } = list();
    if (!last.value) return 0;
    const index = edges.findIndex(({ node }) => node.id === last.value?.id);
    return index === -1 ? Math.min(last.value.index, edges.length - 1) : index;
  });

  async function focus(index: number): Promise<void> {
    const user = list().edges[index]?.node;
    if (!user) return;
    last.value = { id: user.id, index };
    scrollTo(index);
    await nextTick();
    scroller.value?.querySelector<HTMLElement>(`[data-user="${user.id}"]`)?.focus({ preventScroll: true });
  }

  /** Where the focus is in no row, the first step is to the row it was at, or to the first one in view. */
  function move(by: 1 | -1): Promise<void> {
    const isInRows = scroller.value?.contains(document.activeElement) ?? false;
    if (!isInRows) return focus(last.value ? current.value : firstInView());
    return focus(Math.max(0, Math.min(current.value + by, list().edges.length - 1)));
  }

  /** For the rows' `focusin`: a press of the mouse moves the keyboard's place too. */
  function follow({ target }: FocusEvent): void {
    const id = target instanceof HTMLElement ? target.dataset['user'] : undefined;
    if (id === undefined) return;
    last.value = { id, index: list().edges.findIndex(({ node }) => node.id === id) };
  }

  return { current, focus, move, follow };
}
