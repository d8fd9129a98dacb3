/**
 * How the rows of a list on screen follow writes, without asking the server again. Pure: nothing here knows
 * Apollo or Vue. A list says who stands where; what is known of a user may be held elsewhere (the cache's edges
 * hold references), so an edge with the same user and the same cursor is the same edge.
 *
 * The loaded rows are always the start of the server's list, without a gap. `appendPage` makes them more;
 * `applyWrite` brings one write into them.
 */
export interface Edge<N> {
  readonly __typename?: 'UserEdge';
  /** The place, in the list's order. */
  readonly cursor: string;
  readonly node: N;
}

export interface Count {
  /** At most 10,000 where `totalCountIsCapped`: counting stopped there. */
  readonly totalCount: number;
  readonly totalCountIsCapped: boolean;
}

export interface UserList<N> extends Count {
  readonly edges: readonly Edge<N>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** Where a user stands in a list; null for a neighbour means: at that end. */
export interface Position {
  readonly cursor: string;
  readonly previousId?: string | null;
  readonly nextId?: string | null;
}

/** What a write, or the news of one, says of the list on screen. Of its user more may be known than a row shows. */
export interface Write<N, Row = N> {
  readonly user: N;
  /** null: the list does not hold the user, or not any more. */
  readonly position: Position | null;
  /** The first page as it stands after the write, or only the count where the rows were not asked for. */
  readonly page: Count | UserList<Row>;
}

export type IdOf<N> = (user: N) => string;

/**
 * The list after a write: the user at the right place (or gone), the count and the end as they are now. The very
 * same list where nothing changed, so that the echo of an own write costs no rendering. Time grows with the
 * rows that are loaded, not with the list.
 */
export function applyWrite<N>(list: UserList<N>, write: Write<N>, idOf: IdOf<N>): UserList<N> {
  const placed = placeUser(list.edges, write, idOf);
  const head = 'edges' in write.page ? write.page : undefined;
  // Placed again, as the first page may have made the rows more, so that they reach the user's place.
  const merged = head ? placeUser(mergeHead(placed, head, idOf), write, idOf) : placed;
  const edges = keepSame(list.edges, merged, idOf);
  const { totalCount, totalCountIsCapped } = write.page;
  const hasNextPage = goesOn(list, edges, write, idOf);
  const isSame =
    edges === list.edges &&
    totalCount === list.totalCount &&
    totalCountIsCapped === list.totalCountIsCapped &&
    hasNextPage === list.pageInfo.hasNextPage;
  if (isSame) return list;
  const endCursor = edges.at(-1)?.cursor ?? null;
  return {
    ...list,
    edges,
    pageInfo: { ...list.pageInfo, hasNextPage, endCursor },
    totalCount,
    totalCountIsCapped,
  };
}

/** The list with its next page. A user who is loaded already (a write brought the row) keeps that place. */
export function appendPage<N>(list: UserList<N>, page: UserList<N>, idOf: IdOf<N>): UserList<N> {
  const loaded = new Set(list.edges.map(({ node }) => idOf(node)));
  const edges = [...list.edges, ...page.edges.filter(({ node }) => !loaded.has(idOf(node)))];
  // The page's own end, even where its last row was dropped: so asking on makes headway in every case.
  const endCursor = page.pageInfo.endCursor ?? list.pageInfo.endCursor;
  return { ...page, edges, pageInfo: { ...page.pageInfo, endCursor } };
}

/**
 * The first rows replaced by the first page of an answer. It mends what news did not reach us of. Where the page
 * does not join on to the loaded rows, they stay as they are: a gap would lose rows.
 */
export function mergeHead<N>(
  edges: readonly Edge<N>[],
  head: UserList<N>,
  idOf: IdOf<N>,
): readonly Edge<N>[] {
  const last = head.edges.at(-1);
  if (!head.pageInfo.hasNextPage || !last || edges.length <= head.edges.length) return head.edges;
  const joint = indexOfUser(edges, idOf(last.node), idOf);
  if (joint === -1) return edges;
  const inHead = new Set(head.edges.map(({ node }) => idOf(node)));
  return [...head.edges, ...edges.slice(joint + 1).filter(({ node }) => !inHead.has(idOf(node)))];
}

/** The rows with the user of a write at the place that its position names; without the user where it names none. */
export function placeUser<N>(
  edges: readonly Edge<N>[],
  { user, position }: Pick<Write<N>, 'user' | 'position'>,
  idOf: IdOf<N>,
): readonly Edge<N>[] {
  const id = idOf(user);
  const others = edges.filter(({ node }) => idOf(node) !== id);
  const index = position ? indexOfPlace(others, position, idOf) : -1;
  if (!position || index === -1) return others;
  return others.toSpliced(index, 0, { __typename: 'UserEdge', cursor: position.cursor, node: user });
}

/**
 * Whether the rows agree with what a write said of its user's neighbours. They may not for a moment, while news
 * of another write is still under way; where they never come to agree, news was missed.
 */
export function isAsTold<N>(
  edges: readonly Edge<N>[],
  { user, position }: Pick<Write<N>, 'user' | 'position'>,
  idOf: IdOf<N>,
): boolean {
  const idAt = (index: number) => (edges[index] ? idOf(edges[index].node) : null);
  const index = indexOfUser(edges, idOf(user), idOf);
  if (!position || index === -1)
    return index === -1 && (!position || indexOfPlace(edges, position, idOf) === -1);
  const next = idAt(index + 1);
  return idAt(index - 1) === (position.previousId ?? null) && (next === null || next === position.nextId);
}

/** -1: beyond the loaded rows; a later page brings the user. */
function indexOfPlace<N>(edges: readonly Edge<N>[], { previousId, nextId }: Position, idOf: IdOf<N>): number {
  if (previousId == null) return 0;
  const previous = indexOfUser(edges, previousId, idOf);
  if (previous !== -1) return previous + 1;
  return nextId == null ? -1 : indexOfUser(edges, nextId, idOf);
}

function indexOfUser<N>(edges: readonly Edge<N>[], id: string, idOf: IdOf<N>): number {
  return edges.findIndex(({ node }) => idOf(node) === id);
}

/** Whether the list goes on after its loaded rows. */
function goesOn<N>(
  list: UserList<N>,
  edges: readonly Edge<N>[],
  { user, position, page }: Write<N>,
  idOf: IdOf<N>,
) {
  if ('edges' in page && edges.length === page.edges.length) return page.pageInfo.hasNextPage;
  if (!page.totalCountIsCapped) return edges.length < page.totalCount;
  // The count stopped before the end: the neighbours alone can tell. Too often true costs an empty page.
  const last = edges.at(-1);
  const endsWithUser = last !== undefined && idOf(last.node) === idOf(user);
  if (endsWithUser && position?.nextId == null) return false;
  const isBeyond = position !== null && indexOfUser(edges, idOf(user), idOf) === -1;
  return isBeyond || list.pageInfo.hasNextPage;
}

/** `after`, with the edges of `before` where they say the same; `before` itself where all do. */
function keepSame<N>(
  before: readonly Edge<N>[],
  after: readonly Edge<N>[],
  idOf: IdOf<N>,
): readonly Edge<N>[] {
  const known = new Map(before.map((edge) => [idOf(edge.node), edge]));
  const edges = after.map((edge) => {
    const old = known.get(idOf(edge.node));
    return old?.cursor === edge.cursor ? old : edge;
  });
  const isSame = edges.length === before.length && edges.every((edge, index) => edge === before[index]);
  return isSame ? before : edges;
}
