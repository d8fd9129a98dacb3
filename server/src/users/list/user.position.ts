import { type QueryExecutorProvider, sql } from 'kysely';
import { read } from '../../database/reads.js';
import { encodeCursor, isUuid } from '../../pagination/cursor.js';
import type { UserListArgs, UserPosition } from './user.connection.js';
import { userFilter } from './user.filter.js';
import { listUsers } from './user.list.js';
import { NEWEST_FIRST, cursorOrder, orderSql } from './user.order.js';

const ID_ONLY = { rows: true, count: false, user: { fields: new Set<string>(), positions: new Map() } };

/**
 * Finds the position of one user in a list: the ids of the neighbours, by which a screen puts the row in place among
 * the rows that it has loaded, without a refetch.
 *
 * @returns null if the list does not hold the user. Three statements, each by an index.
 * @throws BadInputError for a search term that is too long.
 */
export async function findPosition(
  db: QueryExecutorProvider,
  id: string,
  list: UserListArgs,
): Promise<UserPosition | null> {
  const order = list.orderBy ?? NEWEST_FIRST;
  const key = await findKey(db, id, list);
  if (key === undefined) return null;

  const cursor = encodeCursor({ order: cursorOrder(order).name, key, id });
  const previous = await listUsers(db, { ...ID_ONLY, args: { ...list, last: 1, before: cursor } });
  const next = await listUsers(db, { ...ID_ONLY, args: { ...list, first: 1, after: cursor } });
  return { cursor, previousId: previous.nodes[0]?.id ?? null, nextId: next.nodes[0]?.id ?? null };
}

async function findKey(
  db: QueryExecutorProvider,
  id: string,
  list: UserListArgs,
): Promise<string | undefined> {
  const filter = userFilter(list.where, list.search);
  if (filter.length === 0 || !isUuid(id)) return undefined;
  const { expression } = orderSql(list.orderBy ?? NEWEST_FIRST);
  const matches = filter.map(
    (clauses) =>
      sql`(${sql.join(
        clauses.map(({ condition }) => condition),
        sql` and `,
      )})`,
  );
  const statement = sql<{ key: string }>`select ${expression} as key from users u
    where u.id = ${id}::uuid and (${sql.join(matches, sql` or `)})`;
  return (await read(db, statement, 'short'))[0]?.key;
}
