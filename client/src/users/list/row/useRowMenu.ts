import { useEventListener } from '@vueuse/core';
import { computed, type Ref, shallowRef } from 'vue';
import type { UserList } from '../useUsers';

interface RowMenuOptions {
  list: () => UserList;
  scroller: Readonly<Ref<HTMLElement | null>>;
  /** A press that was for no menu. */
  press: (event: MouseEvent) => void;
  /** Gives the row that the keyboard is at the focus. */
  focus: () => void;
}

/**
 * The menu of a row's actions: one for the whole table, as one in each row would be a component more. A press of the row's
 * button opens it, and in the row with the focus the key for menus or Shift and F10.
 */
export function useRowMenu({ list, scroller, press, focus }: RowMenuOptions) {
  const opened = shallowRef<{ id: string; anchor: HTMLElement }>();

  function openAt(button: Element | null | undefined): boolean {
    const id = button instanceof HTMLElement ? button.dataset['actions'] : undefined;
    if (!(button instanceof HTMLElement) || id === undefined) return false;
    opened.value = { id, anchor: button };
    return true;
  }

  useEventListener(scroller, 'click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-actions]') : null;
    if (!openAt(button)) press(event);
  });
  useEventListener(scroller, 'keydown', (event) => {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    const row = event.target instanceof Element ? event.target.closest('[role=row]') : null;
    if (openAt(row?.querySelector('[data-actions]'))) event.preventDefault();
  });
  // Some systems ask for the browser's own menu as the key comes up, after this one has opened.
  useEventListener(window, 'contextmenu', (event) => {
    if (opened.value && event.button !== 2) event.preventDefault();
  });

  return {
    /** The user whose menu is open, and the element beside it. */
    menu: computed(() => {
      const { id, anchor } = opened.value ?? {};
      const user = list().edges.find(({ node }) => node.id === id)?.node;
      return user && anchor && { user, anchor };
    }),
    close: () => {
      opened.value = undefined;
      focus();
    },
  };
}
