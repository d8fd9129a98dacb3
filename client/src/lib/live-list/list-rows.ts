import type { Place } from './row-range';

/*
 * The rows of a list on screen, and how one is found and placed among them. Pure: nothing here knows Apollo or Vue, and of a
 * row only its id and version. The loaded rows follow one another in the server's list without a gap, mostly from its start;
 * row-range.ts says which are kept. Every function takes time by the rows that are kept, not by the list.
 */
export interface ListRow {
  readonly id: string;
  /** Grows with every change. Left out in lists without news. */
  readonly version?: number;
}

export interface Edge<Row extends ListRow> {
  /** The place, in the list's order. */
  readonly cursor: string;
  readonly node: Row;
}

export interface Count {
  /** At most 10,000 where `totalCountIsCapped`: counting stopped there. */
  readonly totalCount: number;
  readonly totalCountIsCapped?: boolean;
}

/** What may help if a search finds nothing. */
export interface SearchMiss {
  /** A similar search that finds something. */
  readonly suggestion?: string | null;
  /** How many rows in the bin the search matches. */
  readonly binCount?: number | null;
}

export interface Rows<Row extends ListRow> extends Count, SearchMiss {
  readonly edges: readonly Edge<Row>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  /** How many rows of the list come before `edges`; left out: none. */
  readonly start?: number;
  /** How many rows after `edges` have been met; left out: none. */
  readonly beyond?: number;
  /** In the order of the list. */
  readonly places?: readonly Place[];
}

/** The place of a row in a list; null for a neighbour means: at that end. */
export interface Position {
  readonly cursor: string;
  readonly previousId?: string | null;
  readonly nextId?: string | null;
}

/** What a write, or the news of one, says of a list. */
export interface Write<Row extends ListRow> {
  readonly row: Row;
  /** null: the list does not hold the row, or not any more. */
  readonly position: Position | null;
  /** The first page after the write, or only the count where the rows were not asked for. */
  readonly page: Count | Rows<Row>;
}

/** The fields of a row that an event has. */
export type RowChange<Row extends ListRow> = Pick<Row, 'id'> & Partial<Row>;

export const versionOf = (row: ListRow | undefined): number => row?.version ?? -1;

export function indexOfRow<Row extends ListRow>(edges: readonly Edge<Row>[], id: string): number {
  return edges.findIndex(({ node }) => node.id === id);
}

/** -1: beyond the loaded rows; a later page brings the row. */
export function indexOfPlace<Row extends ListRow>(
  edges: readonly Edge<Row>[],
  { previousId, nextId }: Position,
): number {
  if (previousId == null) return 0;
  const previous = indexOfRow(edges, previousId);
  if (previous !== -1) return previous + 1;
  return nextId == null ? -1 : indexOfRow(edges, nextId);
}

/** The rows with the row of a write at the place that its position names; without it where it names none. */
export function placeRow<Row extends ListRow>(
  edges: readonly Edge<Row>[],
  { row, position }: Pick<Write<Row>, 'row' | 'position'>,
): readonly Edge<Row>[] {
  const others = edges.filter(({ node }) => node.id !== row.id);
  const index = position ? indexOfPlace(others, position) : -1;
  if (!position || index === -1) return others;
  return others.toSpliced(index, 0, { cursor: position.cursor, node: row });
}

/** The list with its next page. A row that is loaded already (a write brought it) keeps that place. */
export function appendPage<Row extends ListRow>(list: Rows<Row>, page: Rows<Row>): Rows<Row> {
  const loaded = new Set(list.edges.map(({ node }) => node.id));
  const edges = [...list.edges, ...page.edges.filter(({ node }) => !loaded.has(node.id))];
  // The page's own end, even where its last row was dropped: so asking on makes headway in every case.
  const endCursor = page.pageInfo.endCursor ?? list.pageInfo.endCursor;
  return { ...page, edges, pageInfo: { ...page.pageInfo, endCursor } };
}

/**
 * Replaces the first rows by the first page of an answer. This corrects rows whose news was missed. If the page does not
 * overlap with the loaded rows, they stay as they are: a gap would lose rows.
 */
export function mergeHead<Row extends ListRow>(
  edges: readonly Edge<Row>[],
  head: Rows<Row>,
): readonly Edge<Row>[] {
  const last = head.edges.at(-1);
  if (!head.pageInfo.hasNextPage || !last || edges.length <= head.edges.length) return head.edges;
  const joint = indexOfRow(edges, last.node.id);
  if (joint === -1) return edges;
  const inHead = new Set(head.edges.map(({ node }) => node.id));
  return [...head.edges, ...edges.slice(joint + 1).filter(({ node }) => !inHead.has(node.id))];
}

/** The list with the current row at its place; the same object if the list does not hold the row. */
export function changeRow<Row extends ListRow>(list: Rows<Row>, change: RowChange<Row>): Rows<Row> {
  const index = indexOfRow(list.edges, change.id);
  const edge = list.edges[index];
  if (!edge) return list;
  return { ...list, edges: list.edges.with(index, { ...edge, node: { ...edge.node, ...change } }) };
}
