import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { pageOf } from '../pagination/page.js';
import { type PageWindow, readPageWindow } from '../pagination/page-window.js';
import type { UserConnection } from './user.connection.js';
import { countUsers, NOT_COUNTED } from './user.count.js';
import { type UserFilter, userFilter } from './user.filter.js';
import { NEWEST_FIRST, cursorOrder, orderSql, type UserOrder } from './user.order.js';
import { type UserRow, userColumns } from './user.row.js';
import type { ListSelection, UserSelection } from './user.selection.js';

type PageRow = UserRow & { key: string };

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

  const rows = selection.rows ? await readRows(db, filter, order, window, selection) : [];
  const count = selection.count ? await countUsers(db, where, search, filter) : NOT_COUNTED;
  return { ...(pageOf(rows, cursorOrder(order).name, window) as never as UserConnection), ...count };
}

async function readRows(
  db: QueryExecutorProvider,
  filter: UserFilter,
  order: UserOrder,
  window: PageWindow,
  { user }: ListSelection,
): Promise<PageRow[]> {
  if (filter.length === 0) return [];
  return (await pageStatement(filter, order, window, user).execute(db)).rows;
}

/**
 * The statement that reads a page's rows, the order's key being the last column. Its parameters are those of the
 * filter, key and id of `after`, and key and id of `before`, in this order.
 */
export function pageStatement(
  filter: UserFilter,
  order: UserOrder,
  window: PageWindow,
  user: Pick<UserSelection, 'fields'>,
): RawBuilder<PageRow> {
  const { expression, direction } = orderSql(order, window.fromEnd);
  const bounds = cursorConditions(order, window);
  // One row more than asked for tells whether the list goes on. Written out: for a limit that it does not know,
  // PostgreSQL plans a prepared statement as if a tenth of the list were wanted.
  const limit = sql`limit ${sql.lit(window.size + 1)}`;
  const parts = filter.map(
    (conditions) => sql`select ${userColumns(user)}, ${expression} as key from users u
      where ${sql.join([...conditions, ...bounds], sql` and `)}
      order by ${expression} ${direction}, u.id ${direction} ${limit}`,
  );
  const [only] = parts;
  const statement =
    parts.length === 1 && only
      ? only
      : sql`select * from (${sql.join(
          parts.map((part) => sql`(${part})`),
          sql` union all `,
        )}) as page
          order by key ${direction}, id ${direction} ${limit}`;
  return statement as RawBuilder<PageRow>;
}

function cursorConditions(order: UserOrder, { after, before }: PageWindow): RawBuilder<boolean>[] {
  const { expression, type, beyond, upTo } = orderSql(order);
  const compare = (operator: RawBuilder<unknown>, { key, id }: { key: string; id: string }) =>
    sql<boolean>`(${expression}, u.id) ${operator} (${key}::${type}, ${id}::uuid)`;
  return [...(after ? [compare(beyond, after)] : []), ...(before ? [compare(upTo, before)] : [])];
}
