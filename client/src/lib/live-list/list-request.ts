import { appendPage, type ListRow, type Rows } from './list-rows';
import {
  APART,
  edgeAt,
  keptRange,
  PAGE_SIZE,
  placeBefore,
  type Range,
  withNext,
  withOthers,
  withPrevious,
} from './row-range';

/** Which rows are to come. */
export type Want =
  /** The first page, where there are no rows yet. */
  | { readonly side: 'first' }
  /** The page after the kept rows, or the one before them. */
  | { readonly side: 'next' }
  | { readonly side: 'previous' }
  /** The page after the rows, all of which stay; for lists that draw every row. */
  | { readonly side: 'more' }
  /** A row far from the kept ones. */
  | { readonly side: 'away'; readonly row: number }
  /** The rows in use once more, as news may have been missed. */
  | { readonly side: 'again'; readonly inUse: Range };

/** What a want is sent as: from where to read, and how many rows. */
export interface ListRequest {
  readonly side: Want['side'];
  /** The cursor after which the rows come; left out: the start of the list. */
  readonly after?: string | null;
  /** The cursor before which the page comes. */
  readonly before?: string;
  /** The page at the end of the list. */
  readonly fromEnd?: boolean;
  /** The number of the first row that is read. */
  readonly start: number;
  /** At least so many rows, of as many pages as that takes. */
  readonly rows: number;
}

const FIRST: ListRequest = { side: 'first', start: 0, rows: 1 };

/** @param rows those that are loaded when the request is sent */
export function requestFor<Row extends ListRow>(rows: Rows<Row> | undefined, want: Want): ListRequest {
  if (!rows) return { ...FIRST };
  const kept = keptRange(rows);
  switch (want.side) {
    case 'first':
      return { ...FIRST };
    case 'more':
    case 'next':
      return { side: want.side, after: rows.pageInfo.endCursor, start: kept.to, rows: 1 };
    case 'previous':
      return { side: 'previous', before: rows.edges[0]?.cursor, start: 0, rows: 1 };
    case 'away': {
      const { totalCount, totalCountIsCapped } = rows;
      const last = totalCount - PAGE_SIZE;
      if (!totalCountIsCapped && last > kept.to && want.row >= last) {
        return { side: 'away', fromEnd: true, start: last, rows: 1 };
      }
      // An estimate knows less of the start than the first page does.
      const place = want.row < PAGE_SIZE ? undefined : placeBefore(rows, want.row);
      const start = place?.index ?? 0;
      // The rows at an estimated place stand for those a little after it: reading on to them would be page after page.
      const isNear = !place?.isEstimate || want.row - start <= APART;
      if (!isNear) return { side: 'away', after: place.cursor, start: want.row, rows: 1 };
      return { side: 'away', after: place?.cursor, start, rows: want.row - start + APART };
    }
    case 'again': {
      // Half a page before the rows in use comes with them.
      const first = kept.from > 0 ? Math.max(want.inUse.from - APART, kept.from + 1) : 0;
      const after = edgeAt(rows, first - 1)?.cursor;
      const start = after === undefined ? 0 : first;
      return { side: 'again', after, start, rows: want.inUse.to - start };
    }
  }
}

/**
 * The rows with those of an answer.
 * @param rows as they are when the answer comes: writes may have come in since the request was sent
 * @param isStart whether the list starts with the page
 */
export function joinPage<Row extends ListRow>(
  rows: Rows<Row> | undefined,
  { side, after, start }: ListRequest,
  page: Rows<Row>,
  isStart: boolean,
): Rows<Row> {
  if (!rows) return page;
  if (side === 'more') return appendPage(rows, page);
  if (side === 'next') return withNext(rows, page);
  if (side === 'previous') return withPrevious(rows, page, isStart);
  if (side === 'away') return withOthers(rows, page, isStart ? 0 : start);
  return after == null ? page : withOthers(rows, page, start);
}
