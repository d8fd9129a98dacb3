import { until } from '@vueuse/core';
import { computed, nextTick, shallowRef, type Ref } from 'vue';
import type { UserRowFragment as UserRow } from '../../gql/graphql';
import type { LoadedList } from './list-cache';
import { edgeAt, knownRows, rowOf } from './row-range';

/** As long as a person waits for a row that has to be read first. */
const PATIENCE_MS = 10_000;

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
  const last = shallowRef<{ user: UserRow; index: number }>();

  const current = computed(() => {
    if (!last.value) return 0;
    const index = rowOf(list(), last.value.user.id);
    return index === -1 ? Math.min(last.value.index, knownRows(list()) - 1) : index;
  });

  async function focus(index: number): Promise<void> {
    if (index < 0 || index >= knownRows(list())) return;
    scrollTo(index);
    const user = await until(() => edgeAt(list(), index)?.node).toMatch((row) => row !== undefined, {
      timeout: PATIENCE_MS,
    });
    if (!user) return;
    last.value = { user, index };
    await nextTick();
    scroller.value?.querySelector<HTMLElement>(`[data-user="${user.id}"]`)?.focus({ preventScroll: true });
  }

  /** Where the focus is in no row, the first step is to the row it was at, or to the first one in view. */
  function move(by: 1 | -1): Promise<void> {
    const isInRows = scroller.value?.contains(document.activeElement) ?? false;
    if (!isInRows) return focus(last.value ? current.value : firstInView());
    return focus(Math.max(0, Math.min(current.value + by, knownRows(list()) - 1)));
  }

  /** For the rows' `focusin`: a press of the mouse moves the keyboard's place too. */
  function follow({ target }: FocusEvent): void {
    const id = target instanceof HTMLElement ? target.dataset['user'] : undefined;
    const index = id === undefined ? -1 : rowOf(list(), id);
    const user = edgeAt(list(), index)?.node;
    if (user) last.value = { user, index };
  }

  /** Its user, where that row is out of the rows that are kept: the focus stays with whoever has it. */
  const pinned = () => (last.value && current.value === last.value.index ? last.value.user : undefined);

  return { current, pinned, focus, move, follow };
}
