/**
 * How the rows of a list on screen follow writes, without asking the server again. Pure: nothing here knows
 * Apollo or Vue, and of a user only the id and the version.
 *
 * The loaded rows are always the start of the server's list, without a gap. `appendPage` makes them more;
 * `applyWrite` brings one write into them. Every one takes time by the rows that are loaded, not by the list.
 */
export interface Versioned {
  readonly id: string;
  /** Grows with every change. */
  readonly version: number;
}

export interface Edge<Row extends Versioned> {
  /** The place, in the list's order. */
  readonly cursor: string;
  readonly node: Row;
}

export interface Count {
  /** At most 10,000 where `totalCountIsCapped`: counting stopped there. */
  readonly totalCount: number;
  readonly totalCountIsCapped: boolean;
}

export interface UserList<Row extends Versioned> extends Count {
  readonly edges: readonly Edge<Row>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** Where a user stands in a list; null for a neighbour means: at that end. */
export interface Position {
  readonly cursor: string;
  readonly previousId?: string | null;
  readonly nextId?: string | null;
}

/** What a write, or the news of one, says of the list on screen. Of its user more may be known than a row shows. */
export interface Write<Row extends Versioned, User extends Row = Row> {
  readonly user: User;
  /** null: the list does not hold the user, or not any more. */
  readonly position: Position | null;
  /** The first page as it stands after the write, or only the count where the rows were not asked for. */
  readonly page: Count | UserList<Row>;
}

/**
 * The list after a write: the user at the right place (or gone), the count and the end as they are now. The very
 * same list where nothing changed, so that the echo of an own write costs no rendering.
 */
export function applyWrite<Row extends Versioned>(list: UserList<Row>, write: Write<Row>): UserList<Row> {
  const placed = placeUser(list.edges, write);
  const head = 'edges' in write.page ? write.page : undefined;
  // Placed again, as the first page may have made the rows more, so that they reach the user's place.
  const merged = head ? placeUser(mergeHead(placed, head), write) : placed;
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
  return { ...list, edges, pageInfo: { hasNextPage, endCursor }, totalCount, totalCountIsCapped };
}

/** The list with its next page. A user who is loaded already (a write brought the row) keeps that place. */
export function appendPage<Row extends Versioned>(list: UserList<Row>, page: UserList<Row>): UserList<Row> {
  const loaded = new Set(list.edges.map(({ node }) => node.id));
  const edges = [...list.edges, ...page.edges.filter(({ node }) => !loaded.has(node.id))];
  // The page's own end, even where its last row was dropped: so asking on makes headway in every case.
  const endCursor = page.pageInfo.endCursor ?? list.pageInfo.endCursor;
  return { ...page, edges, pageInfo: { ...page.pageInfo, endCursor } };
}

/**
 * The first rows replaced by the first page of an answer. It mends what news did not reach us of. Where the page
 * does not join on to the loaded rows, they stay as they are: a gap would lose rows.
 */
export function mergeHead<Row extends Versioned>(
  edges: readonly Edge<Row>[],
  head: UserList<Row>,
): readonly Edge<Row>[] {
  const last = head.edges.at(-1);
  if (!head.pageInfo.hasNextPage || !last || edges.length <= head.edges.length) return head.edges;
  const joint = indexOfUser(edges, last.node.id);
  if (joint === -1) return edges;
  const inHead = new Set(head.edges.map(({ node }) => node.id));
  return [...head.edges, ...edges.slice(joint + 1).filter(({ node }) => !inHead.has(node.id))];
}

/** The rows with the user of a write at the place that its position names; without the user where it names none. */
export function placeUser<Row extends Versioned>(
  edges: readonly Edge<Row>[],
  { user, position }: Pick<Write<Row>, 'user' | 'position'>,
): readonly Edge<Row>[] {
  const others = edges.filter(({ node }) => node.id !== user.id);
  const index = position ? indexOfPlace(others, position) : -1;
  if (!position || index === -1) return others;
  return others.toSpliced(index, 0, { cursor: position.cursor, node: user });
}

/**
 * Whether the rows agree with what a write said of its user's neighbours. They may not for a moment, while news
 * of another write is still under way; where they never come to agree, news was missed.
 */
export function isAsTold<Row extends Versioned>(
  edges: readonly Edge<Row>[],
  { user, position }: { user: Pick<Row, 'id'>; position: Position | null },
): boolean {
  const idAt = (index: number) => edges[index]?.node.id ?? null;
  const index = indexOfUser(edges, user.id);
  if (!position || index === -1) return index === -1 && (!position || indexOfPlace(edges, position) === -1);
  const { previousId = null, nextId = null } = position;
  const next = idAt(index + 1);
  // The one after the last loaded row is not loaded.
  const isNext = next === nextId || (next === null && nextId !== null && indexOfUser(edges, nextId) === -1);
  return idAt(index - 1) === previousId && isNext;
}

export function indexOfUser<Row extends Versioned>(edges: readonly Edge<Row>[], id: string): number {
  return edges.findIndex(({ node }) => node.id === id);
}

/** -1: beyond the loaded rows; a later page brings the user. */
function indexOfPlace<Row extends Versioned>(
  edges: readonly Edge<Row>[],
  { previousId, nextId }: Position,
): number {
  if (previousId == null) return 0;
  const previous = indexOfUser(edges, previousId);
  if (previous !== -1) return previous + 1;
  return nextId == null ? -1 : indexOfUser(edges, nextId);
}

/** Whether the list goes on after its loaded rows. */
function goesOn<Row extends Versioned>(
  list: UserList<Row>,
  edges: readonly Edge<Row>[],
  { user, position, page }: Write<Row>,
): boolean {
  if ('edges' in page && edges.length === page.edges.length) return page.pageInfo.hasNextPage;
  if (!page.totalCountIsCapped) return edges.length < page.totalCount;
  // The count stopped before the end: the neighbours alone can tell. Too often true costs an empty page.
  if (edges.at(-1)?.node.id === user.id && position?.nextId == null) return false;
  const isBeyond = position !== null && indexOfUser(edges, user.id) === -1;
  return isBeyond || list.pageInfo.hasNextPage;
}

/** `after`, with the edges of `before` where they say the same; `before` itself where all do. */
function keepSame<Row extends Versioned>(
  before: readonly Edge<Row>[],
  after: readonly Edge<Row>[],
): readonly Edge<Row>[] {
  const known = new Map(before.map((edge) => [edge.node.id, edge]));
  const edges = after.map((edge) => {
    const old = known.get(edge.node.id);
    return old?.cursor === edge.cursor && old.node.version === edge.node.version ? old : edge;
  });
  const isSame = edges.length === before.length && edges.every((edge, index) => edge === before[index]);
  return isSame ? before : edges;
}
