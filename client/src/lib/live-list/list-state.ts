import type { RequestFault } from '../request-fault';
import { applyWrite, isAsTold } from './apply-write';
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

/*
 * All that is known of one list, and how each event changes it. Pure: live-lists.ts sends the requests that a state asks for.
 */
export interface ListState<Row extends ListRow> {
  /** The loaded rows; undefined: none yet. */
  readonly rows?: Rows<Row>;
  /** The one request that is under way. */
  readonly request?: ListRequest;
  /** Writes that were heard of since the request was sent, which its answer may not have. */
  readonly heard: readonly Write<Row>[];
  /** What to ask for when the request has ended. */
  readonly queued?: Want;
  /** Own writes under way, each with the writes that were heard of since it was sent. */
  readonly sent: ReadonlyMap<number, readonly Write<Row>[]>;
  /** News that the rows do not agree with, by row: more news puts it right, or some was missed. */
  readonly doubts: ReadonlyMap<string, Write<Row>>;
  /** Why the last request brought nothing, and what it was for. */
  readonly failed?: { readonly side: Want['side']; readonly fault: RequestFault };
}

export type ListEvent<Row extends ListRow> =
  | { readonly type: 'wanted'; readonly want: Want }
  | { readonly type: 'arrived'; readonly page: Rows<Row>; readonly isStart: boolean }
  | { readonly type: 'failed'; readonly fault: RequestFault }
  /** News of a write, whoever made it, with its place in the list. */
  | { readonly type: 'heard'; readonly write: Write<Row>; readonly isBefore?: IsBefore<Row> }
  /** An own write: sent, and answered (`write`), refused or left without an answer. */
  | { readonly type: 'sent'; readonly id: number }
  | {
      readonly type: 'answered';
      readonly id: number;
      readonly write?: Write<Row>;
      readonly isBefore?: IsBefore<Row>;
    }
  /** The first page as a write left it, in lists where a write tells no place. */
  | { readonly type: 'headed'; readonly page: Rows<Row> }
  /** A row as it is by now; its place is as before. */
  | { readonly type: 'changed'; readonly row: RowChange<Row> }
  /** No news for a while: what is doubtful now stays so. */
  | { readonly type: 'quiet' }
  /** Nobody keeps the rows up to date any more. */
  | { readonly type: 'dropped' };

/** Whether the row of a write stands, or stood, before the first loaded one; undefined: not known. */
type IsBefore<Row> = (first: Row) => boolean | undefined;

export const NO_LIST: ListState<never> = { heard: [], sent: new Map(), doubts: new Map() };

export function reduce<Row extends ListRow>(state: ListState<Row>, event: ListEvent<Row>): ListState<Row> {
  switch (event.type) {
    case 'wanted':
      return wanted(state, event.want);
    case 'arrived':
      return arrived(state, event.page, event.isStart);
    case 'failed': {
      const side = state.request?.side ?? 'first';
      return ended({ ...state, failed: { side, fault: event.fault } });
    }
    case 'heard':
      return heard(state, event.write, event.isBefore);
    case 'sent':
      return { ...state, sent: new Map(state.sent).set(event.id, []) };
    case 'answered':
      return answered(state, event);
    case 'headed':
      return { ...state, rows: headed(state.rows, event.page) };
    case 'changed':
      return changed(state, event.row);
    case 'quiet':
      return state.doubts.size === 0 ? state : { ...state, doubts: NO_LIST.doubts };
    case 'dropped':
      // What an own write has still to make up for outlives the rows: they may be loaded again before it is answered.
      return { ...NO_LIST, sent: state.sent };
  }
}

/** Whether a later version of a row is loaded: answers overtake one another. */
export function isOutdated<Row extends ListRow>({ rows }: ListState<Row>, row: ListRow): boolean {
  const { edges = [] } = rows ?? {};
  return versionOf(edges[indexOfRow(edges, row.id)]?.node) > versionOf(row);
}

/** Whether rows and news still disagree. */
export function isDoubtful<Row extends ListRow>({
  rows = { edges: [] },
  doubts,
}: DoubtfulState<Row>): boolean {
  return [...doubts.values()].some((write) => !isAsTold(rows, write));
}
type DoubtfulState<Row extends ListRow> = {
  rows?: Pick<Rows<Row>, 'edges' | 'start'>;
  doubts: ListState<Row>['doubts'];
};

/** One request at a time: a page would not join on to rows that are being replaced. */
function wanted<Row extends ListRow>(state: ListState<Row>, want: Want): ListState<Row> {
  if (want.side === 'first' && state.rows) return state;
  if (!state.request) return { ...state, request: requestFor(state.rows, want), heard: [] };
  return want.side === 'again' ? { ...state, queued: want } : state;
}

function ended<Row extends ListRow>({ queued, ...state }: ListState<Row>): ListState<Row> {
  const idle = { ...state, request: undefined, heard: [] };
  return queued ? wanted(idle, queued) : idle;
}

function arrived<Row extends ListRow>(
  state: ListState<Row>,
  page: Rows<Row>,
  isStart: boolean,
): ListState<Row> {
  if (!state.request) return state;
  const settled = settlePage(page, state.heard, isStart);
  return ended({ ...state, failed: undefined, rows: joinPage(state.rows, state.request, settled, isStart) });
}

function heard<Row extends ListRow>(
  state: ListState<Row>,
  write: Write<Row>,
  isBefore: IsBefore<Row> | undefined,
): ListState<Row> {
  if (isOutdated(state, write.row)) return state;
  const rows = state.rows && applyWrite(state.rows, write, isBefore);
  const isSure = !rows || isAsTold(rows, write);
  const isIdle = !state.request && state.sent.size === 0;
  if (rows === state.rows && isSure && isIdle && state.doubts.size === 0) return state;
  const doubts = new Map(state.doubts);
  if (isSure) doubts.delete(write.row.id);
  else doubts.set(write.row.id, write);
  return {
    ...state,
    rows,
    doubts,
    heard: state.request ? [...state.heard, write] : state.heard,
    sent: new Map([...state.sent].map(([id, since]) => [id, [...since, write]])),
  };
}

function answered<Row extends ListRow>(
  state: ListState<Row>,
  { id, write, isBefore }: Extract<ListEvent<Row>, { type: 'answered' }>,
): ListState<Row> {
  const sent = new Map(state.sent);
  sent.delete(id);
  const settled = write && settleAnswer(write, state.sent.get(id) ?? []);
  return settled ? heard({ ...state, sent }, settled, isBefore) : { ...state, sent };
}

function headed<Row extends ListRow>(rows: Rows<Row> | undefined, page: Rows<Row>): Rows<Row> {
  if (!rows) return page;
  const edges = mergeHead(rows.edges, page);
  const { totalCount, totalCountIsCapped } = page;
  return edges === page.edges ? page : { ...rows, edges, totalCount, totalCountIsCapped };
}

function changed<Row extends ListRow>(state: ListState<Row>, row: RowChange<Row>): ListState<Row> {
  const rows = state.rows && changeRow(state.rows, row);
  return rows === state.rows ? state : { ...state, rows };
}
