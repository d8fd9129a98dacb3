import { appendPage, type Count, type Edge, indexOfRow, type ListRow, type Rows } from './list-rows';

/*
 * A list keeps a bounded number of rows, however far one scrolls: those around what is on screen. Of the evicted rows it
 * keeps their number, so that the scroll bar stays as it is, and a place for each page, so that they can be read again.
 * Pure, as apply-write.ts is, which brings writes into the rows.
 *
 * The number of rows before those that are kept is right when it is counted. A write elsewhere is counted on the side on
 * which its row would be; a change of what the list is ordered by, which moves a row from one side to the other, can't be.
 * The number is right again at the start and at the end.
 */

/** Some 0.6 MB. A jump back over fewer rows asks nothing. */
export const ROWS_KEPT = 1_000;

/** Rows a request of a list that is scrolled: the server's own limit. */
export const PAGE_SIZE = 100;

/** Half a page: places stand so far apart at least (some 100 bytes for 50 rows are all that grows with the scrolling). */
export const APART = PAGE_SIZE / 2;

/** Where rows can be read from that are not kept. */
export interface Place {
  /** Of the first row after the cursor, counted from the start of the list. */
  readonly index: number;
  readonly cursor: string;
  /** Whether the number is an estimate, to one in a hundred of the list. */
  readonly isEstimate?: boolean;
}

/** Rows of the list by number: from the first up to, and without, the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The rows that are kept. */
export function keptRange<Row extends ListRow>({ start = 0, edges }: Rows<Row>): Range {
  return { from: start, to: start + edges.length };
}

/** How many rows there is room for: those that are kept, those before, and those that were met after. */
export function knownRows<Row extends ListRow>(list: Rows<Row>): number {
  return keptRange(list).to + (list.beyond ?? 0);
}

export function edgeAt<Row extends ListRow>(list: Rows<Row>, index: number): Edge<Row> | undefined {
  return index < keptRange(list).from ? undefined : list.edges[index - keptRange(list).from];
}

/** The number of a row in the whole list; -1 where the row is not kept. */
export function rowOf<Row extends ListRow>(list: Rows<Row>, id: string): number {
  const index = indexOfRow(list.edges, id);
  return index === -1 ? -1 : index + keptRange(list).from;
}

/** The list with the page after its rows. Rows are evicted at the start. */
export function withNext<Row extends ListRow>(list: Rows<Row>, page: Rows<Row>): Rows<Row> {
  const longer = appendPage(list, page);
  const beyond = page.pageInfo.hasNextPage
    ? Math.max(0, knownRows(list) - keptRange(list).from - longer.edges.length)
    : 0;
  const { places = [] } = list;
  const start = countedFromEnd(longer, list.start ?? 0);
  return evictFirst({ ...longer, start, places, beyond }, longer.edges.length - ROWS_KEPT);
}

/**
 * The list with the page before its rows. Rows are evicted at the end.
 * @param isStart whether the list starts with the page
 */
export function withPrevious<Row extends ListRow>(
  list: Rows<Row>,
  page: Rows<Row>,
  isStart: boolean,
): Rows<Row> {
  const kept = new Set(list.edges.map(({ node }) => node.id));
  const before = page.edges.filter(({ node }) => !kept.has(node.id));
  const counted = keptRange(list).from - before.length;
  // Writes have made the number wrong: there is at least one more before.
  const start = isStart ? 0 : Math.max(counted, 1);
  const edges = [...before, ...list.edges];
  const longer = { ...list, ...countOf(page), edges, start };
  return evictLast(longer, edges.length - ROWS_KEPT);
}

/** The list with rows from elsewhere instead of those that it has. */
export function withOthers<Row extends ListRow>(list: Rows<Row>, page: Rows<Row>, start: number): Rows<Row> {
  const { from } = keptRange(list);
  // A place for each page of the evicted rows, which a later jump may lead back to.
  const left = list.edges.flatMap(({ cursor }, row) =>
    (row + 1) % PAGE_SIZE === 0 ? [{ index: from + row + 1, cursor }] : [],
  );
  const { places } = left.reduce((known, place) => ({ ...known, places: addPlace(known, place) }), list);
  const beyond = page.pageInfo.hasNextPage ? Math.max(0, knownRows(list) - start - page.edges.length) : 0;
  return { ...page, start: countedFromEnd(page, start), beyond, places: places ?? [] };
}

/** At the end of a list that was counted, the number of its rows tells the number of each, whatever was written before. */
function countedFromEnd<Row extends ListRow>(list: Rows<Row>, start: number): number {
  if (start === 0 || list.pageInfo.hasNextPage || list.totalCountIsCapped) return start;
  return Math.max(1, list.totalCount - list.edges.length);
}

/** From where to read so that a row comes; undefined: from the start of the list. */
export function placeBefore<Row extends ListRow>({ places = [] }: Rows<Row>, row: number): Place | undefined {
  return places.findLast(({ index }) => index <= row);
}

/** The list with estimated places to read from. Those that are known are exact, and stay. */
export function withPlaces<Row extends ListRow>(list: Rows<Row>, places: readonly Place[]): Rows<Row> {
  return places.reduce(
    (known, place) => ({ ...known, places: addPlace(known, { ...place, isEstimate: true }) }),
    list,
  );
}

function countOf({ totalCount, totalCountIsCapped }: Count): Count {
  return { totalCount, totalCountIsCapped };
}

function evictFirst<Row extends ListRow>(list: Rows<Row>, rows: number): Rows<Row> {
  if (rows <= 0) return list;
  const start = keptRange(list).from + rows;
  const places = addPlace(list, { index: start, cursor: list.edges[rows - 1]?.cursor });
  return { ...list, start, places, edges: list.edges.slice(rows) };
}

function evictLast<Row extends ListRow>(list: Rows<Row>, rows: number): Rows<Row> {
  if (rows <= 0) return list;
  const edges = list.edges.slice(0, -rows);
  const endCursor = edges.at(-1)?.cursor ?? null;
  const beyond = (list.beyond ?? 0) + rows;
  const places = addPlace(list, { index: keptRange(list).from + edges.length, cursor: endCursor });
  return { ...list, edges, beyond, places, pageInfo: { hasNextPage: true, endCursor } };
}

function addPlace<Row extends ListRow>(
  { places = [] }: Rows<Row>,
  { cursor, ...place }: Omit<Place, 'cursor'> & { cursor: string | null | undefined },
): readonly Place[] {
  if (cursor == null || places.some(({ index }) => Math.abs(index - place.index) < APART)) return places;
  return [...places, { ...place, cursor }].sort((one, other) => one.index - other.index);
}
