import type { QueryExecutorProvider } from 'kysely';
import { pageOf } from '../pagination/page.js';
import { readPageWindow } from '../pagination/page-window.js';
import type { UserConnection } from './user.connection.js';
import { countUsers, NOT_COUNTED } from './user.count.js';
import { userFilter } from './user.filter.js';
import { NEWEST_FIRST, cursorOrder } from './user.order.js';
import { pageStatement } from './user.page.js';
import type { ListSelection } from './user.selection.js';

/**
 * A page of users: one statement for the rows, one more where the count is asked for.
 * @throws BadInputError where the arguments or a cursor are wrong.
 */
export async function listUsers(
  db: QueryExecutorProvider,
  selection: ListSelection,
): Promise<UserConnection> {
  const { where, search, orderBy, ...page } = selection.args;
  const order = orderBy ?? NEWEST_FIRST;
  const filter = userFilter(where, search);
  const window = readPageWindow(page, cursorOrder(order));

  const wanted = selection.rows && filter.length > 0;
  const { rows } = wanted
    ? await pageStatement(filter, order, window, selection.user).execute(db)
    : { rows: [] };
  const count = selection.count ? await countUsers(db, { where, search, filter }) : NOT_COUNTED;
  return { ...(pageOf(rows, cursorOrder(order).name, window) as never as UserConnection), ...count };
}
