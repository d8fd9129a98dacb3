import { computed, type Ref } from 'vue';
import { isEmpty, type RowPick, type RowSelection } from '../../../lib/row-selection/row-selection';
import { useRowMenu } from './useRowMenu';
import { useRowPicks } from './useRowPicks';
import { useUserLinks } from '../useUserLinks';
import type { UserList } from '../useUsers';

interface RowPressOptions {
  list: () => UserList;
  scroller: Readonly<Ref<HTMLElement | null>>;
  /** Whether another list is on its way. */
  isOutdated: () => boolean;
  /** Undefined: no row can be selected. */
  selection: () => RowSelection | undefined;
  pick: (what: RowPick) => void;
  /** Gives the row that the keyboard is at the focus. */
  focus: () => void;
}

/** What a press on a row does: it selects the row, opens its menu, or opens the user. */
export function useRowPresses(options: RowPressOptions) {
  const { list, scroller, isOutdated, selection, pick, focus } = options;
  const links = useUserLinks(isOutdated);
  const isSelecting = computed(() => {
    const selected = selection();
    return selected !== undefined && !isEmpty(selected);
  });
  const picks = useRowPicks({
    scroller,
    canPick: () => selection() !== undefined,
    isSelecting: () => isSelecting.value,
    pick,
  });
  const { menu, close } = useRowMenu({
    list,
    scroller,
    press: (event) => void (picks.press(event) || links.open(event)),
    focus,
  });
  return { hrefOf: links.hrefOf, openUser: links.openUser, isSelecting, menu, closeMenu: close };
}
