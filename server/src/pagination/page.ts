import { encodeCursor } from './cursor.js';
import type { PageInfo } from './page-info.type.js';
import type { PageWindow } from './page-window.js';

type Keyed = { id: string; key: string };

/** A row with its cursor, which is encoded only if it is read. */
class Edge<Row extends Keyed> {
  readonly node: Row;
  readonly #order: string;

  constructor(node: Row, order: string) {
    this.node = node;
    this.#order = order;
  }

  get cursor(): string {
    return cursorOf(this.node, this.#order);
  }
}

class Ends implements PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #nodes: readonly Keyed[];
  readonly #order: string;

  constructor(nodes: readonly Keyed[], order: string, hasNextPage: boolean, hasPreviousPage: boolean) {
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
    this.#nodes = nodes;
    this.#order = order;
  }

  get startCursor(): string | null {
    const [first] = this.#nodes;
    return first ? cursorOf(first, this.#order) : null;
  }

  get endCursor(): string | null {
    const last = this.#nodes.at(-1);
    return last ? cursorOf(last, this.#order) : null;
  }
}

function cursorOf({ key, id }: Keyed, order: string): string {
  return encodeCursor({ order, key, id });
}

/** A page in the shape of the Relay specification. Cursors and edges are made only if they are read. */
export class Page<Row extends Keyed> {
  readonly nodes: Row[];
  readonly pageInfo: PageInfo;
  readonly #order: string;

  constructor(nodes: Row[], order: string, hasNextPage: boolean, hasPreviousPage: boolean) {
    this.nodes = nodes;
    this.#order = order;
    this.pageInfo = new Ends(nodes, order, hasNextPage, hasPreviousPage);
  }

  get edges(): Edge<Row>[] {
    return this.nodes.map((node) => new Edge(node, this.#order));
  }
}

/**
 * @param read one row more than the window's size if the list goes on; counted from the end, the last row is first.
 * @param order the name of the order in cursors
 */
export function pageOf<Row extends Keyed>(
  read: Row[],
  order: string,
  { size, fromEnd, after, before }: PageWindow,
): Page<Row> {
  const more = read.length > size;
  const rows = fromEnd ? read.slice(0, size).reverse() : read.slice(0, size);
  return fromEnd
    ? new Page(rows, order, before !== undefined, more)
    : new Page(rows, order, more, after !== undefined);
}
