import type { Place } from './row-range';

/**
 * How the rows of a list on screen follow writes, without asking the server again. Pure: nothing here knows
 * Apollo or Vue, and of a user only the id and the version.
 *
 * The loaded rows follow one another in the server's list without a gap, mostly from its start; row-range.ts says
 * which are kept. `appendPage` makes them more; `applyWrite` brings one write into them. Every one takes time by the
 * rows that are kept, not by the list.
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
  /** How many rows of the list come before `edges`; left out: none. */
  readonly start?: number;
  /** How many rows after `edges` have been met; left out: none. */
  readonly beyond?: number;
  /** In the order of the list. */
  readonly places?: readonly Place[];
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
 * @param isBefore whether the user stands, or stood, before a row, as far as anybody knows
 */
export function applyWrite<Row extends Versioned>(
  list: UserList<Row>,
  write: Write<Row>,
  isBefore?: (first: Row) => boolean | undefined,
): UserList<Row> {
  const { start = 0 } = list;
  const told = start > 0 ? elsewhereAtStart(write) : write;
  const placed = placeUser(list.edges, told);
  const head = start === 0 && 'edges' in write.page ? write.page : undefined;
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
  const pageInfo = { hasNextPage, endCursor };
  const moved = start > 0 && { start: start + rowsMoreBefore(list, edges, write, isBefore) };
  return { ...list, ...moved, edges, pageInfo, totalCount, totalCountIsCapped };
}

/** What is told of a user to rows that do not begin with the list: its start is not theirs to place anyone at. */
export function elsewhereAtStart<Told extends Pick<Write<Versioned>, 'position'>>(told: Told): Told {
  return told.position?.previousId == null ? { ...told, position: null } : told;
}

/**
 * How many rows more come before the loaded ones: by how many the count has grown that are not among these, where the
 * user is on that side. Of writes close together the first news has the count of them all.
 */
function rowsMoreBefore<Row extends Versioned>(
  list: UserList<Row>,
  edges: readonly Edge<Row>[],
  { user, position, page }: Write<Row>,
  isBefore: (first: Row) => boolean | undefined = () => undefined,
): number {
  const [first] = edges;
  // Who has come in among the loaded rows may have stood on either side.
  if (!first || indexOfUser(edges, user.id) !== -1) return 0;
  const isAtStart = position !== null && position.previousId == null;
  if (!isAtStart && isBefore(first.node) !== true) return 0;
  const elsewhere = page.totalCount - list.totalCount - (edges.length - list.edges.length);
  return Math.max(elsewhere, 1 - (list.start ?? 0));
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
  { edges, start = 0 }: Pick<UserList<Row>, 'edges' | 'start'>,
  told: { user: Pick<Row, 'id'>; position: Position | null },
): boolean {
  const { user, position } = start > 0 ? elsewhereAtStart(told) : told;
  const idAt = (index: number) => edges[index]?.node.id ?? null;
  const index = indexOfUser(edges, user.id);
  if (!position || index === -1) return index === -1 && (!position || indexOfPlace(edges, position) === -1);
  const { previousId = null, nextId = null } = position;
  const next = idAt(index + 1);
  // The one after the last loaded row is not loaded.
  const isNext = next === nextId || (next === null && nextId !== null && indexOfUser(edges, nextId) === -1);
  const previous = idAt(index - 1);
  const isPrevious =
    previous === previousId || (index === 0 && start > 0 && indexOfUser(edges, previousId ?? '') === -1);
  return isPrevious && isNext;
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
  // How many rows come before is not known well enough to tell by the count.
  const isFromStart = (list.start ?? 0) === 0;
  if (isFromStart && 'edges' in page && edges.length === page.edges.length) return page.pageInfo.hasNextPage;
  if (isFromStart && !page.totalCountIsCapped) return edges.length < page.totalCount;
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
