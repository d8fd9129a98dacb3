import type { QueryExecutorProvider } from 'kysely';
import type { Lane } from '../../database/pipeline/read-lanes.js';
import { read, readKept, together } from '../../database/reads.js';
import { pageOf } from '../../pagination/page.js';
import { type PageWindow, readPageWindow } from '../../pagination/page-window.js';
import type { RankedSearch, Search } from './user.clause.js';
import type { UserConnection } from './user.connection.js';
import { countUsers, isKept, NOT_COUNTED, type UserCount } from './count/user.count.js';
import { type UserFilter, userFilter } from './user.filter.js';
import {
  BEST_MATCH,
  bestMatchSearch,
  filterOfRank,
  type MatchRow,
  matchesStatement,
  windowsByRank,
} from './search/user.best-match.js';
import { NEWEST_FIRST, cursorOrder, type UserOrder } from './user.order.js';
import { isIndexed, isPureSearch, pageStatement } from './user.page.js';
import type { PageRow } from './user.page-bounds.js';
import { fieldsKey, type ListSelection } from '../user.selection.js';
import type { UserWhere } from './user.where.js';

/** The arguments of a list, checked. */
interface AskedList {
  where: UserWhere | null | undefined;
  search: string | null | undefined;
  filter: UserFilter;
  order: UserOrder;
  window: PageWindow;
}

/**
 * Reads a page of users: one statement for the rows and one for the count if it is asked for. Outside a transaction
 * both run at the same time.
 * @throws BadInputError for wrong arguments or a wrong cursor.
 */
export async function listUsers(
  db: QueryExecutorProvider,
  selection: ListSelection,
): Promise<UserConnection> {
  const { where, search, orderBy, ...page } = selection.args;
  const order = orderBy ?? NEWEST_FIRST;
  const filter = userFilter(where, search, order);
  const best = bestMatchSearch(orderBy, filter);
  const place = best ? BEST_MATCH : cursorOrder(order);
  const list = { where, search, filter, order, window: readPageWindow(page, place) };

  const readRows = async () => {
    if (!selection.rows || filter.length === 0) return [];
    return best ? readMatches(db, list, best, selection) : readPage(db, list, selection);
  };
  const readCount = async () =>
    selection.count ? countUsers(db, { where, search, filter, lane: countLane(list) }) : NOT_COUNTED;
  const [rows, count] = await together<[PageRow[], UserCount]>(db, [readRows, readCount]);
  const listed = pageOf(rows, place.name, list.window) as never as UserConnection;
  return Object.assign(listed, count, { args: { where, search, orderBy } });
}

/** Best match first: one statement if the matches are few, and one more for each rank until the page is full otherwise. */
async function readMatches(
  db: QueryExecutorProvider,
  list: AskedList,
  search: RankedSearch,
  { user }: Pick<ListSelection, 'user'>,
): Promise<PageRow[]> {
  const { filter, window } = list;
  const lane = pageLane(list);
  const build = () => matchesStatement(filter, search, window, user);
  const isFirst = lane === 'generic' && !isOfStatus(list.where) && !window.after && !window.before;
  const shape = `matches ${fieldsKey(user.fields)} ${window.fromEnd} ${window.size} ${search.by}`;
  const found = await (isFirst
    ? readKept<MatchRow>(db, { lane, shape, values: [...search.values], build })
    : read(db, build(), lane));
  if (!found[0]?.areMany) return found.filter(({ id }) => id != null);

  const rows: PageRow[] = [];
  for (const { rank, ...bounds } of windowsByRank(window)) {
    const missing = window.size + 1 - rows.length;
    if (missing === 0) break;
    const part = {
      ...list,
      filter: filterOfRank(filter, rank),
      window: { size: missing - 1, fromEnd: window.fromEnd, after: undefined, before: undefined, ...bounds },
    };
    // Each rank is read only if the better ones do not fill the page.
    const next = await readPage(db, part, { user });
    rows.push(...next.map((row) => ({ ...row, key: `${rank} ${row.key}` })));
  }
  return rows;
}

/** The SQL texts of the two most frequent lists are built and compiled once for each shape. */
function readPage(
  db: QueryExecutorProvider,
  list: AskedList,
  { user }: Pick<ListSelection, 'user'>,
): Promise<PageRow[]> {
  const { filter, order, window } = list;
  const build = () => pageStatement(filter, order, window, user);
  const lane = pageLane(list);
  const kept = keptValues(list, lane);
  if (!kept) return read(db, build(), lane);
  const { direction, field } = order;
  const shape = `page ${fieldsKey(user.fields)} ${field} ${direction} ${window.fromEnd} ${window.size} ${kept.shape}`;
  return readKept(db, { lane, shape, values: kept.values, build });
}

/**
 * The parameters of the list without a filter and of the first page of a search outside the bin; undefined for other
 * lists.
 */
function keptValues(
  { where, search, filter, window: { after, before } }: AskedList,
  lane: Lane,
): { shape: string; values: unknown[] } | undefined {
  if (isOfStatus(where)) return undefined;
  if (isKept({ where, search })) {
    const values = [after, before].flatMap((cursor) => (cursor ? [cursor.key, cursor.id] : []));
    return { shape: `${!!after} ${!!before}`, values };
  }
  const searched = lane === 'generic' && !after && !before && searchOf(filter);
  return searched ? { shape: searched.by, values: [...searched.values] } : undefined;
}

/** Such a list has conditions of its own, and the bin's has other indexes. */
function isOfStatus(where: UserWhere | null | undefined): boolean {
  return where?.status != null || where?.state != null;
}

function searchOf(filter: UserFilter): Search | undefined {
  return filter.flat().flatMap(({ search }) => search ?? [])[0];
}

/** A filter that the row order's index supports reads only the rows of the page. */
function pageLane({ filter, order }: AskedList): Lane {
  if (isIndexed(filter, order)) return 'short';
  return isPureSearch(filter, order) ? 'generic' : 'custom';
}

function countLane({ where, search, filter, order }: AskedList): Lane {
  if (isKept({ where, search })) return 'short';
  return isPureSearch(filter, order) ? 'generic' : 'custom';
}
