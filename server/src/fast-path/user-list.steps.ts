import type { PageWindow } from '../pagination/page-window.js';
import type { Search } from '../users/list/user.clause.js';
import { countStatement, isKept } from '../users/list/user.count.js';
import type { UserFilter } from '../users/list/user.filter.js';
import type { UserOrder } from '../users/list/user.order.js';
import { isIndexed, isPureSearch, pageStatement } from '../users/list/user.page.js';
import type { UserWhere } from '../users/list/user.where.js';
import type { Lane, LaneStep } from '../database/lanes.js';
import type { Statements } from '../database/statements.js';
import type { UserColumns } from './user-writer.js';

/** A page of a list, as it was asked for. */
export interface AskedList {
  where: UserWhere | null | undefined;
  search: string | null | undefined;
  filter: UserFilter;
  order: UserOrder;
  window: PageWindow;
  columns: UserColumns;
}

/** What a list is read with. */
export interface ListSteps {
  page: LaneStep | undefined;
  count: LaneStep | undefined;
}

/** @param isRead, isCounted whether rows and count are asked for */
export function listSteps(
  statements: Statements,
  list: AskedList,
  { isRead, isCounted }: { isRead: boolean; isCounted: boolean },
): ListSteps {
  // Nobody can match.
  if (list.filter.length === 0) return { page: undefined, count: undefined };
  return {
    page: isRead ? pageStep(statements, list) : undefined,
    count: isCounted ? countStep(statements, list) : undefined,
  };
}

function countStep(statements: Statements, list: AskedList): LaneStep {
  if (isKept(list)) return statements.step(countStatement(list), 'short');
  if (!isPureSearch(list.filter, list.order)) return statements.step(countStatement(list), 'custom');
  const search = keptSearchOf(list);
  if (!search) return statements.step(countStatement(list), 'generic');
  const statement = statements.get(`count ${search.by}`, () => countStatement(list), 'generic');
  return { lane: 'generic', values: [search.text], statement };
}

/** Compiling a statement takes 10 to 30 µs, a tenth of what a list or a search costs the server in all: the two commonest are kept. */
function pageStep(statements: Statements, list: AskedList): LaneStep {
  const lane = laneOf(list);
  const { after, before } = list.window;
  if (isUnfiltered(list)) {
    const values = [after, before].flatMap((cursor) => (cursor ? [cursor.key, cursor.id] : []));
    return keptStep(statements, list, { lane, values, shape: `${!!after} ${!!before}` });
  }
  const search = keptSearchOf(list);
  if (lane === 'generic' && search && !after && !before) {
    return keptStep(statements, list, { lane, values: [search.text], shape: search.by });
  }
  return statements.step(filteredPage(list), lane);
}

/** The search of everybody outside the bin: whom else a status lets in, the shape of a statement does not tell. */
function keptSearchOf({ filter, where }: AskedList): Search | undefined {
  if (where?.status != null) return undefined;
  return filter.flat().flatMap(({ search }) => search ?? [])[0];
}

function keptStep(
  statements: Statements,
  list: AskedList,
  { lane, values, shape }: { lane: Lane; values: unknown[]; shape: string },
): LaneStep {
  const { columns, order, window } = list;
  const whole = `${columns.join()} ${order.field} ${order.direction} ${window.fromEnd} ${window.size} ${shape}`;
  return { lane, values, statement: statements.get(whole, () => filteredPage(list), lane) };
}

function laneOf({ filter, order }: AskedList): Lane {
  if (isIndexed(filter, order)) return 'short';
  return isPureSearch(filter, order) ? 'generic' : 'custom';
}

function filteredPage({ filter, order, window, columns }: AskedList) {
  return pageStatement(filter, order, window, { fields: new Set(columns) });
}

function isUnfiltered(list: AskedList): boolean {
  return isKept(list) && list.where?.status == null;
}
