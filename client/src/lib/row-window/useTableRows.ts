import type { Ref } from 'vue';
import type { ListRow } from '../live-list/list-rows';
import type { LoadedList } from '../live-list/useLiveList';
import { useRowFocus } from './useRowFocus';
import { useRowWindow } from './useRowWindow';
import { useScrollAnchor } from './useScrollAnchor';

interface TableRowOptions<Row extends ListRow> {
  list: () => LoadedList<Row>;
  scroller: Readonly<Ref<HTMLElement | null>>;
  rowHeight: Readonly<Ref<number>>;
  headHeight: Readonly<Ref<number>>;
  startHeight: number;
  marked: () => ReadonlySet<string>;
  /** As `useRowFocus` has it. */
  idAttribute: string;
}

/** The rows of a table: which are drawn, which the keyboard is at, and that they stay in place as others come and go. */
export function useTableRows<Row extends ListRow>({ idAttribute, ...options }: TableRowOptions<Row>) {
  const { list, scroller, rowHeight } = options;
  const rows = useRowWindow<Row>({
    ...options,
    current: (): number => current.value,
    pinned: (): Row | undefined => pinned(),
  });
  const { current, pinned, ...keyboard } = useRowFocus<Row>({ list, scroller, idAttribute, ...rows });
  useScrollAnchor(list, scroller, rowHeight);
  return { rows, current, keyboard };
}
