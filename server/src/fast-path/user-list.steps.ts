import type { Prepared, Step } from '../database/pipeline-batch.js';
import type { PageWindow } from '../pagination/page-window.js';
import { countStatement, isKept } from '../users/user.count.js';
import type { UserFilter } from '../users/user.filter.js';
import type { UserOrder } from '../users/user.order.js';
import { isIndexed, pageStatement } from '../users/user.page.js';
import type { UserWhere } from '../users/user.where.js';
import type { Statements } from './statements.js';
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

/**
 * What a list is read with, and whether its statements are short: of a plan that is known beforehand, and reading what
 * they answer with. What is not short must be planned by its values each time: see `plannedAnew` in fast-path.ts.
 */
export interface ListSteps {
  page: Step | undefined;
  count: Step | undefined;
  isShort: boolean;
}

/** @param isRead, isCounted whether rows and count are asked for */
export function listSteps(
  statements: Statements,
  list: AskedList,
  { isRead, isCounted }: { isRead: boolean; isCounted: boolean },
): ListSteps {
  // Nobody can match.
  if (list.filter.length === 0) return { page: undefined, count: undefined, isShort: true };
  const isShort = (!isRead || isIndexed(list.filter, list.order)) && (!isCounted || isKept(list));
  const read = () =>
    isUnfiltered(list) ? plainStep(statements, list) : statements.step(filteredPage(list), isShort);
  return {
    page: isRead ? read() : undefined,
    count: isCounted ? statements.step(countStatement(list), isShort) : undefined,
    isShort,
  };
}

function filteredPage({ filter, order, window, columns }: AskedList) {
  return pageStatement(filter, order, window, { fields: new Set(columns) });
}

/** Compiling it each time would take 10 µs, a tenth of what a list without a filter costs the server in all. */
function plainStep(statements: Statements, list: AskedList): Step {
  const { columns, order } = list;
  const { after, before, fromEnd, size } = list.window;
  const shape = `${columns.join()} ${order.field} ${order.direction} ${fromEnd} ${size} ${!!after} ${!!before}`;
  const statement: Prepared = statements.get(shape, () => filteredPage(list));
  return {
    statement,
    values: [...(after ? [after.key, after.id] : []), ...(before ? [before.key, before.id] : [])],
  };
}

function isUnfiltered(list: AskedList): boolean {
  return isKept(list) && list.where?.status == null;
}
