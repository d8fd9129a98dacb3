import { appendPage, type Count, type Edge, indexOfUser, type UserList, type Versioned } from './user-list';

/*
 * Of a list, only so many rows are kept, however far one scrolls: those around what is on screen. What was let go
 * of is remembered by its number of rows, so that the scroll bar stays as it is, and by a place for each page, so that
 * it can be read again. Pure, as user-list.ts is, which says how writes come into the rows.
 *
 * The number of rows before those that are kept is right when it is counted. A write elsewhere is counted on the side on
 * which its user's row would be; a change of what the list is ordered by, which leads a user from one side to the other, can't be.
 * The number is right again at the start and at the end.
 */

/** Some 0.6 MB. A jump back over fewer rows asks nothing. */
export const ROWS_KEPT = 1_000;

/** Half a page from one to the next at least: some 100 bytes for 50 rows are all that grows with the scrolling. */
const APART = 50;

/** Where rows can be read from that are not kept. */
export interface Place {
  /** Of the first row after the cursor, counted from the start of the list. */
  readonly index: number;
  readonly cursor: string;
}

/** Rows of the list by number: from the first up to, and without, the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The rows that are kept. */
export function keptRange<Row extends Versioned>({ start = 0, edges }: UserList<Row>): Range {
  return { from: start, to: start + edges.length };
}

/** How many rows there is room for: those that are kept, those before, and those that were met after. */
export function knownRows<Row extends Versioned>(list: UserList<Row>): number {
  return keptRange(list).to + (list.beyond ?? 0);
}

export function edgeAt<Row extends Versioned>(list: UserList<Row>, index: number): Edge<Row> | undefined {
  return index < keptRange(list).from ? undefined : list.edges[index - keptRange(list).from];
}

/** The number of a user's row in the whole list; -1 where the row is not kept. */
export function rowOf<Row extends Versioned>(list: UserList<Row>, id: string): number {
  const index = indexOfUser(list.edges, id);
  return index === -1 ? -1 : index + keptRange(list).from;
}

/** The list with the page after its rows. Rows are let go of at the start. */
export function withNext<Row extends Versioned>(list: UserList<Row>, page: UserList<Row>): UserList<Row> {
  const longer = appendPage(list, page);
  const beyond = page.pageInfo.hasNextPage
    ? Math.max(0, knownRows(list) - keptRange(list).from - longer.edges.length)
    : 0;
  const { places = [] } = list;
  const start = countedFromEnd(longer, list.start ?? 0);
  return letGoOfFirst({ ...longer, start, places, beyond }, longer.edges.length - ROWS_KEPT);
}

/**
 * The list with the page before its rows. Rows are let go of at the end.
 * @param isStart whether the list starts with the page
 */
export function withPrevious<Row extends Versioned>(
  list: UserList<Row>,
  page: UserList<Row>,
  isStart: boolean,
): UserList<Row> {
  const kept = new Set(list.edges.map(({ node }) => node.id));
  const before = page.edges.filter(({ node }) => !kept.has(node.id));
  const counted = keptRange(list).from - before.length;
  // Writes have made the number wrong: there is at least one more before.
  const start = isStart ? 0 : Math.max(counted, 1);
  const edges = [...before, ...list.edges];
  const longer = { ...list, ...countOf(page), edges, start };
  return letGoOfLast(longer, edges.length - ROWS_KEPT);
}

/** The list with rows from elsewhere instead of those that it has. */
export function withOthers<Row extends Versioned>(
  list: UserList<Row>,
  page: UserList<Row>,
  start: number,
): UserList<Row> {
  const { from } = keptRange(list);
  // A place for each page of those that are let go of, which a later jump may lead back to.
  const left = list.edges.flatMap(({ cursor }, row) =>
    (row + 1) % (2 * APART) === 0 ? [{ index: from + row + 1, cursor }] : [],
  );
  const { places } = left.reduce((known, place) => ({ ...known, places: addPlace(known, place) }), list);
  const beyond = page.pageInfo.hasNextPage ? Math.max(0, knownRows(list) - start - page.edges.length) : 0;
  return { ...page, start: countedFromEnd(page, start), beyond, places: places ?? [] };
}

/** At the end of a list that was counted, the number of its rows tells the number of each, whatever was written before. */
function countedFromEnd<Row extends Versioned>(list: UserList<Row>, start: number): number {
  if (start === 0 || list.pageInfo.hasNextPage || list.totalCountIsCapped) return start;
  return Math.max(1, list.totalCount - list.edges.length);
}

/** From where to read so that a row comes; undefined: from the start of the list. */
export function placeBefore<Row extends Versioned>(
  { places = [] }: UserList<Row>,
  row: number,
): Place | undefined {
  return places.findLast(({ index }) => index <= row);
}

function countOf({ totalCount, totalCountIsCapped }: Count): Count {
  return { totalCount, totalCountIsCapped };
}

function letGoOfFirst<Row extends Versioned>(list: UserList<Row>, rows: number): UserList<Row> {
  if (rows <= 0) return list;
  const start = keptRange(list).from + rows;
  const places = addPlace(list, { index: start, cursor: list.edges[rows - 1]?.cursor });
  return { ...list, start, places, edges: list.edges.slice(rows) };
}

function letGoOfLast<Row extends Versioned>(list: UserList<Row>, rows: number): UserList<Row> {
  if (rows <= 0) return list;
  const edges = list.edges.slice(0, -rows);
  const endCursor = edges.at(-1)?.cursor ?? null;
  const beyond = (list.beyond ?? 0) + rows;
  const places = addPlace(list, { index: keptRange(list).from + edges.length, cursor: endCursor });
  return { ...list, edges, beyond, places, pageInfo: { hasNextPage: true, endCursor } };
}

function addPlace<Row extends Versioned>(
  { places = [] }: UserList<Row>,
  { index, cursor }: { index: number; cursor: string | null | undefined },
): readonly Place[] {
  if (cursor == null || places.some((place) => Math.abs(place.index - index) < APART)) return places;
  return [...places, { index, cursor }].sort((one, other) => one.index - other.index);
}
