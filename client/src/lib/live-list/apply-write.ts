import {
  type Edge,
  indexOfPlace,
  indexOfRow,
  type ListRow,
  mergeHead,
  placeRow,
  type Rows,
  type Write,
} from './list-rows';

/**
 * The list after a write: the row at the right place (or gone), the count and the end as they are now. The very
 * same list where nothing changed, so that the echo of an own write costs no rendering.
 * @param isBefore whether the row is, or was, before another, as far as it is known
 */
export function applyWrite<Row extends ListRow>(
  list: Rows<Row>,
  write: Write<Row>,
  isBefore?: (first: Row) => boolean | undefined,
): Rows<Row> {
  const { start = 0 } = list;
  const placed = placeRow(list.edges, start > 0 ? dropStartPosition(write) : write);
  const head = start === 0 && 'edges' in write.page ? write.page : undefined;
  // Placed again, as the first page may have made the rows more, so that they reach the row's place.
  const merged = head ? placeRow(mergeHead(placed, head), write) : placed;
  const edges = keepSame(list.edges, merged);
  const { totalCount, totalCountIsCapped } = write.page;
  const hasNextPage = goesOn(list, edges, write);
  const isSame =
    edges === list.edges &&
    totalCount === list.totalCount &&
    totalCountIsCapped === list.totalCountIsCapped &&
    hasNextPage === list.pageInfo.hasNextPage;
  if (isSame) return list;
  const endCursor = edges.at(-1)?.cursor ?? null;
  const pageInfo = { hasNextPage, endCursor };
  const moved = start > 0 && { start: start + rowsMoreBefore(list, edges, write, isBefore) };
  return { ...list, ...moved, edges, pageInfo, totalCount, totalCountIsCapped };
}

/** The same write for rows that do not begin at the list's start: a row at the start is not among them. */
export function dropStartPosition<W extends Pick<Write<ListRow>, 'position'>>(write: W): W {
  return write.position?.previousId == null ? { ...write, position: null } : write;
}

/**
 * Whether the rows have the neighbours that a write names. They may differ for a moment, while news of another write is
 * under way. Where they stay different, news was missed.
 */
export function agreesWithNeighbours<Row extends ListRow>(
  { edges, start = 0 }: Pick<Rows<Row>, 'edges' | 'start'>,
  write: Pick<Write<Row>, 'row' | 'position'>,
): boolean {
  const { row, position } = start > 0 ? dropStartPosition(write) : write;
  const idAt = (index: number) => edges[index]?.node.id ?? null;
  const index = indexOfRow(edges, row.id);
  if (!position || index === -1) return index === -1 && (!position || indexOfPlace(edges, position) === -1);
  const { previousId = null, nextId = null } = position;
  const next = idAt(index + 1);
  // The one after the last loaded row is not loaded.
  const isNext = next === nextId || (next === null && nextId !== null && indexOfRow(edges, nextId) === -1);
  const previous = idAt(index - 1);
  const isPrevious =
    previous === previousId || (index === 0 && start > 0 && indexOfRow(edges, previousId ?? '') === -1);
  return isPrevious && isNext;
}

/**
 * How many rows more come before the loaded ones: by how many the count has grown that are not among these, where the
 * row is on that side. Of writes close together the first news has the count of them all.
 */
function rowsMoreBefore<Row extends ListRow>(
  list: Rows<Row>,
  edges: readonly Edge<Row>[],
  { row, position, page }: Write<Row>,
  isBefore: (first: Row) => boolean | undefined = () => undefined,
): number {
  const [first] = edges;
  // What has come in among the loaded rows may have stood on either side.
  if (!first || indexOfRow(edges, row.id) !== -1) return 0;
  const isAtStart = position !== null && position.previousId == null;
  if (!isAtStart && isBefore(first.node) !== true) return 0;
  const elsewhere = page.totalCount - list.totalCount - (edges.length - list.edges.length);
  return Math.max(elsewhere, 1 - (list.start ?? 0));
}

/** Whether the list goes on after its loaded rows. */
function goesOn<Row extends ListRow>(
  list: Rows<Row>,
  edges: readonly Edge<Row>[],
  { row, position, page }: Write<Row>,
): boolean {
  // How many rows come before is not known well enough to tell by the count.
  const isFromStart = (list.start ?? 0) === 0;
  if (isFromStart && 'edges' in page && edges.length === page.edges.length) return page.pageInfo.hasNextPage;
  if (isFromStart && !page.totalCountIsCapped) return edges.length < page.totalCount;
  // The count stopped before the end: only the neighbours can show it. A wrong true costs an empty page.
  if (edges.at(-1)?.node.id === row.id && position?.nextId == null) return false;
  const isBeyond = position !== null && indexOfRow(edges, row.id) === -1;
  return isBeyond || list.pageInfo.hasNextPage;
}

/** `after`, with the edges of `before` where they say the same; `before` itself where all do. */
function keepSame<Row extends ListRow>(
  before: readonly Edge<Row>[],
  after: readonly Edge<Row>[],
): readonly Edge<Row>[] {
  const known = new Map(before.map((edge) => [edge.node.id, edge]));
  const edges = after.map((edge) => {
    const old = known.get(edge.node.id);
    return old?.cursor === edge.cursor && isSameRow(old.node, edge.node) ? old : edge;
  });
  const isSame = edges.length === before.length && edges.every((edge, index) => edge === before[index]);
  return isSame ? before : edges;
}

/**
 * Whether two answers have the same row. A value that is no part of the row's version, such as an invitation's expiry, may differ
 * at the same version; an object or a list may not.
 */
function isSameRow(before: ListRow, after: ListRow): boolean {
  if (before === after) return true;
  if (before.version === undefined || before.version !== after.version) return false;
  const known = before as unknown as Record<string, unknown>;
  return Object.entries(after).every(
    ([name, value]) => !(name in known) || isObject(value) || isObject(known[name]) || known[name] === value,
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
