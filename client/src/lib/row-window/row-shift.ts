import type { ListRow, Rows } from '../live-list/list-rows';
import { keptRange } from '../live-list/row-range';

/** In pixels; browsers draw no taller element (Firefox 17.9 million, Chromium 33.5). */
export const MAX_HEIGHT = 15_000_000;

/** There is room for so many rows above those that are kept, and for at most twice as many. */
const ROOM = 20_000;

/**
 * How many rows at the start of a list have no room above the others: far down in a list of a million, all of them would be taller
 * than browsers allow. It changes in large steps, at which the scroll position moves along.
 */
export function shiftOf<Row extends ListRow>(list: Rows<Row>): number {
  return Math.max(0, Math.floor(keptRange(list).from / ROOM) - 1) * ROOM;
}
