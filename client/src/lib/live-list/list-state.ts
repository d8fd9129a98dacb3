import type { RequestFault } from '../server/request-fault';
import { applyWrite, agreesWithNeighbours } from './apply-write';
import { settleAnswer, settlePage } from './catch-up';
import { joinPage, type ListRequest, requestFor, type Want } from './list-request';
import {
  indexOfRow,
  type ListRow,
  mergeHead,
  type RowChange,
  changeRow,
  type Rows,
  versionOf,
  type Write,
} from './list-rows';
import { type Place, withPlaces } from './row-range';

/** Everything that the console knows of one list. `reduce` is pure: live-lists.ts sends the requests. */
export interface ListState<Row extends ListRow> {
  /** The loaded rows; undefined: none yet. */
  readonly rows?: Rows<Row>;
  /** The one request that is under way. */
  readonly request?: ListRequest;
  /** News that came since the request was sent. Its answer may lack these writes. */
  readonly newsSinceRequest: readonly Write<Row>[];
  /** What to request when the present request has ended. */
  readonly queued?: Want;
  /** Own writes that are not answered yet, each with the news since it was sent. */
  readonly pendingWrites: ReadonlyMap<number, readonly Write<Row>[]>;
  /** News that contradicts the rows, by row. Later news resolves it; otherwise some news was missed. */
  readonly doubts: ReadonlyMap<string, Write<Row>>;
  /** Why the last request failed, and which rows it was for. */
  readonly failed?: { readonly side: Want['side']; readonly fault: RequestFault };
}

export type ListEvent<Row extends ListRow> =
  | { readonly type: 'rowsWanted'; readonly want: Want }
  | { readonly type: 'pageArrived'; readonly page: Rows<Row>; readonly isStart: boolean }
  | { readonly type: 'requestFailed'; readonly fault: RequestFault }
  /** News of a write by any user, with the position in this list. */
  | { readonly type: 'newsHeard'; readonly write: Write<Row>; readonly isBefore?: IsBefore<Row> }
  /** `writeAnswered` without `write`: it was refused, or no answer came. */
  | { readonly type: 'writeSent'; readonly id: number }
  | {
      readonly type: 'writeAnswered';
      readonly id: number;
      readonly write?: Write<Row>;
      readonly isBefore?: IsBefore<Row>;
    }
  /**
   * The first page after a write, in lists whose writes have no position.
   * `goneId`: a row that the write removed, which may be after this page.
   */
  | { readonly type: 'firstPageRead'; readonly page: Rows<Row>; readonly goneId?: string }
  /** Places far from the rows, from which they can be read. */
  | { readonly type: 'placesLearned'; readonly places: readonly Place[] }
  /** A row has other values at the same position. */
  | { readonly type: 'rowChanged'; readonly row: RowChange<Row> }
  /** No news came for a while: the doubts that are left will not resolve themselves. */
  | { readonly type: 'newsSettled' }
  /** The rows are no longer kept up to date. */
  | { readonly type: 'evicted' };

/** Whether the row of a write is, or was, before the first loaded row; undefined: unknown. */
type IsBefore<Row> = (first: Row) => boolean | undefined;

export const NO_LIST: ListState<never> = {
  newsSinceRequest: [],
  pendingWrites: new Map(),
  doubts: new Map(),
};

export function reduce<Row extends ListRow>(state: ListState<Row>, event: ListEvent<Row>): ListState<Row> {
  switch (event.type) {
    case 'rowsWanted':
      return wanted(state, event.want);
    case 'pageArrived':
      return arrived(state, event.page, event.isStart);
    case 'requestFailed': {
      const side = state.request?.side ?? 'first';
      return ended({ ...state, failed: { side, fault: event.fault } });
    }
    case 'newsHeard':
      return heard(state, event.write, event.isBefore);
    case 'writeSent':
      return { ...state, pendingWrites: new Map(state.pendingWrites).set(event.id, []) };
    case 'writeAnswered':
      return answered(state, event);
    case 'firstPageRead':
      return { ...state, rows: headed(state.rows, event.page, event.goneId) };
    case 'placesLearned':
      return state.rows ? { ...state, rows: withPlaces(state.rows, event.places) } : state;
    case 'rowChanged':
      return changed(state, event.row);
    case 'newsSettled':
      return state.doubts.size === 0 ? state : { ...state, doubts: NO_LIST.doubts };
    case 'evicted':
      // The rows may be loaded again before a pending write is answered, which then needs the news since it was sent.
      return { ...NO_LIST, pendingWrites: state.pendingWrites };
  }
}

/** Whether a later version of a row is loaded. Answers may arrive out of order. */
export function isOutdated<Row extends ListRow>({ rows }: ListState<Row>, row: ListRow): boolean {
  const { edges = [] } = rows ?? {};
  return versionOf(edges[indexOfRow(edges, row.id)]?.node) > versionOf(row);
}

/** Whether the rows still contradict some news. */
export function isDoubtful<Row extends ListRow>({
  rows = { edges: [] },
  doubts,
}: DoubtfulState<Row>): boolean {
  return [...doubts.values()].some((write) => !agreesWithNeighbours(rows, write));
}
type DoubtfulState<Row extends ListRow> = {
  rows?: Pick<Rows<Row>, 'edges' | 'start'>;
  doubts: ListState<Row>['doubts'];
};

/** One request at a time: a page would not join on to rows that are being replaced. */
function wanted<Row extends ListRow>(state: ListState<Row>, want: Want): ListState<Row> {
  if (want.side === 'first' && state.rows) return state;
  if (!state.request) return { ...state, request: requestFor(state.rows, want), newsSinceRequest: [] };
  return want.side === 'again' ? { ...state, queued: want } : state;
}

function ended<Row extends ListRow>({ queued, ...state }: ListState<Row>): ListState<Row> {
  const idle = { ...state, request: undefined, newsSinceRequest: [] };
  return queued ? wanted(idle, queued) : idle;
}

function arrived<Row extends ListRow>(
  state: ListState<Row>,
  page: Rows<Row>,
  isStart: boolean,
): ListState<Row> {
  if (!state.request) return state;
  const settled = settlePage(page, state.newsSinceRequest, isStart);
  return ended({ ...state, failed: undefined, rows: joinPage(state.rows, state.request, settled, isStart) });
}

function heard<Row extends ListRow>(
  state: ListState<Row>,
  write: Write<Row>,
  isBefore: IsBefore<Row> | undefined,
): ListState<Row> {
  if (isOutdated(state, write.row)) return state;
  const rows = state.rows && applyWrite(state.rows, write, isBefore);
  const isSure = !rows || agreesWithNeighbours(rows, write);
  const isIdle = !state.request && state.pendingWrites.size === 0;
  if (rows === state.rows && isSure && isIdle && state.doubts.size === 0) return state;
  const doubts = new Map(state.doubts);
  if (isSure) doubts.delete(write.row.id);
  else doubts.set(write.row.id, write);
  return {
    ...state,
    rows,
    doubts,
    newsSinceRequest: state.request ? [...state.newsSinceRequest, write] : state.newsSinceRequest,
    pendingWrites: new Map([...state.pendingWrites].map(([id, since]) => [id, [...since, write]])),
  };
}

function answered<Row extends ListRow>(
  state: ListState<Row>,
  { id, write, isBefore }: Extract<ListEvent<Row>, { type: 'writeAnswered' }>,
): ListState<Row> {
  const pendingWrites = new Map(state.pendingWrites);
  pendingWrites.delete(id);
  const settled = write && settleAnswer(write, state.pendingWrites.get(id) ?? []);
  return settled ? heard({ ...state, pendingWrites }, settled, isBefore) : { ...state, pendingWrites };
}

function headed<Row extends ListRow>(
  rows: Rows<Row> | undefined,
  page: Rows<Row>,
  goneId?: string,
): Rows<Row> {
  if (!rows) return page;
  const left = rows.edges.filter(({ node }) => node.id !== goneId);
  const edges = mergeHead(left, page);
  const { totalCount, totalCountIsCapped } = page;
  return edges === page.edges ? page : { ...rows, edges, totalCount, totalCountIsCapped };
}

function changed<Row extends ListRow>(state: ListState<Row>, row: RowChange<Row>): ListState<Row> {
  const rows = state.rows && changeRow(state.rows, row);
  return rows === state.rows ? state : { ...state, rows };
}
