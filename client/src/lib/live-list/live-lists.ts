import { shallowReactive } from 'vue';
import type { RequestFault } from '../server/request-fault';
import { appendPage, type ListRow, type Rows, type Write } from './list-rows';
import type { ListRequest, Want } from './list-request';
import { type ListEvent, type ListState, NO_LIST, reduce } from './list-state';
import { PAGE_SIZE } from './row-range';

/** How many lists of a kind are kept, so that a return to one costs no request. The oldest are evicted. */
const LISTS_KEPT = 20;

/** Asks the server for one page: after a cursor or before one, the first or the last. */
export type ReadPage<Row extends ListRow> = (
  place: Pick<ListRequest, 'after' | 'before' | 'fromEnd'>,
) => Promise<Rows<Row>>;

/**
 * Owns all lists of one kind, each under a key that names its query. Every change is an event for `reduce`. A request that a
 * new state contains is sent in the same step, before anything is rendered.
 */
export class LiveLists<Row extends ListRow> {
  readonly #states = shallowReactive(new Map<string, ListState<Row>>());
  readonly #faultOf: (error: unknown) => RequestFault;
  #writes = 0;

  constructor(faultOf: (error: unknown) => RequestFault) {
    this.#faultOf = faultOf;
  }

  /** Reactive, each list by itself. */
  get(key: string): ListState<Row> {
    return this.#states.get(key) ?? NO_LIST;
  }

  /** A row that is loaded, of whichever list. */
  row(id: string): Row | undefined {
    for (const { rows } of this.#states.values()) {
      const edge = rows?.edges.find(({ node }) => node.id === id);
      if (edge) return edge.node;
    }
    return undefined;
  }

  dispatch(key: string, event: ListEvent<Row>): void {
    const before = this.get(key);
    const after = reduce(before, event);
    if (after === before) return;
    this.#states.set(key, after);
    const surplus = [...this.#states.keys()].filter((each) => each !== key).slice(0, -LISTS_KEPT);
    for (const each of surplus) this.#states.delete(each);
  }

  /** To all lists of the kind. */
  dispatchToAll(event: ListEvent<Row>): void {
    for (const key of [...this.#states.keys()]) this.dispatch(key, event);
  }

  /** @param read asks for a page of this list */
  want(key: string, want: Want, read: ReadPage<Row>): void {
    const { request: before } = this.get(key);
    this.dispatch(key, { type: 'rowsWanted', want });
    const { request } = this.get(key);
    if (request && request !== before) void this.#send(key, request, read);
  }

  async #send(key: string, request: ListRequest, read: ReadPage<Row>): Promise<void> {
    const event = await answerTo(request, read).catch((error: unknown) => ({
      type: 'requestFailed' as const,
      fault: this.#faultOf(error),
    }));
    // The list was evicted meanwhile, and perhaps requested again.
    if (this.get(key).request !== request) return;
    this.dispatch(key, event);
    const { request: next } = this.get(key);
    if (next) void this.#send(key, next, read);
  }

  /**
   * Call it when an own write is sent.
   * @param key the list whose position and first page the write asks for
   * @returns call it with the answer, or with nothing where the write was refused or not answered
   */
  beginWrite(key: string): (write?: Write<Row>, isBefore?: (first: Row) => boolean | undefined) => void {
    this.#writes += 1;
    const id = this.#writes;
    this.dispatch(key, { type: 'writeSent', id });
    return (write, isBefore) => this.dispatch(key, { type: 'writeAnswered', id, write, isBefore });
  }

  /** Evicts all lists but those that are kept up to date. */
  keepOnly(...keys: string[]): void {
    for (const [key, { pendingWrites }] of [...this.#states]) {
      if (keys.includes(key)) continue;
      if (pendingWrites.size > 0) this.dispatch(key, { type: 'evicted' });
      else this.#states.delete(key);
    }
  }
}

/** Reads on until there are as many rows as wanted. */
async function answerTo<Row extends ListRow>(request: ListRequest, read: ReadPage<Row>) {
  const { side, before, after, fromEnd, rows } = request;
  if (side === 'previous') {
    const page = await read({ before });
    return { type: 'pageArrived' as const, page, isStart: page.edges.length < PAGE_SIZE };
  }
  if (fromEnd) return { type: 'pageArrived' as const, page: await read({ fromEnd }), isStart: false };
  const page = await readRows(read, rows, after);
  // The list has become so much shorter that nothing is there any more.
  const isGone = side === 'away' && page.edges.length === 0;
  return isGone
    ? { type: 'pageArrived' as const, page: await readRows(read, 1), isStart: true }
    : { type: 'pageArrived' as const, page, isStart: after == null };
}

async function readRows<Row extends ListRow>(
  read: ReadPage<Row>,
  rows: number,
  after?: string | null,
): Promise<Rows<Row>> {
  let page = await read({ after });
  while (page.pageInfo.hasNextPage && page.edges.length < rows) {
    page = appendPage(page, await read({ after: page.pageInfo.endCursor }));
  }
  return page;
}
