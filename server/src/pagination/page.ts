import { encodeCursor } from './cursor.js';
import type { PageInfo } from './page-info.type.js';
import type { PageWindow } from './page-window.js';

interface Page<Row> {
  edges: { cursor: string; node: Row }[];
  nodes: Row[];
  pageInfo: PageInfo;
}

/**
 * A page in the shape that the Relay specification gives it.
 * @param read one row more than the window's size, where the list goes on; from the end, the last row first.
 * @param order the name that cursors carry.
 */
export function pageOf<Row extends { id: string; key: string }>(
  read: Row[],
  order: string,
  { size, fromEnd, after, before }: PageWindow,
): Page<Row> {
  const more = read.length > size;
  const rows = fromEnd ? read.slice(0, size).reverse() : read.slice(0, size);
  const edges = rows.map((node) => ({ cursor: encodeCursor({ order, key: node.key, id: node.id }), node }));
  return {
    edges,
    nodes: rows,
    pageInfo: {
      hasNextPage: fromEnd ? before !== undefined : more,
      hasPreviousPage: fromEnd ? more : after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
