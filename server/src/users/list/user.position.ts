import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { read, together } from '../../database/reads.js';
import { encodeCursor, isUuid } from '../../pagination/cursor.js';
import { BEST_MATCH, bestMatchSearch, matchKey, withTerm } from './search/user.best-match.js';
import type { RankedSearch } from './user.clause.js';
import type { UserConnection, UserListArgs, UserPosition } from './user.connection.js';
import { type UserFilter, userFilter } from './user.filter.js';
import { listUsers } from './user.list.js';
import { NEWEST_FIRST, cursorOrder, orderSql, type UserOrder } from './user.order.js';
import { isIndexed, pageStatement } from './user.page.js';
import { allOf, anyOf } from './search/user.search-rank.js';

const ID_ONLY = { fields: new Set<string>(), positions: new Map() };

interface Found {
  key: string | null;
  previousId: string | null;
  nextId: string | null;
}

/**
 * Finds the position of one user in a list: the ids of the neighbours, by which a screen puts the row in place among
 * the rows that it has loaded, without a refetch.
 *
 * @returns null if the list does not hold the user. One statement if the index of the order covers the filter, otherwise three.
 * @throws BadInputError for a search term that is too long.
 */
export async function findPosition(
  db: QueryExecutorProvider,
  id: string,
  list: UserListArgs,
): Promise<UserPosition | null> {
  const order = list.orderBy ?? NEWEST_FIRST;
  const filter = userFilter(list.where, list.search, order);
  if (filter.length === 0 || !isUuid(id)) return null;
  const best = bestMatchSearch(list.orderBy, filter);
  const name = best ? BEST_MATCH.name : cursorOrder(order).name;
  const cursorAt = (key: string) => encodeCursor({ order: name, key, id });
  const found = isIndexed(filter, order)
    ? (await read(db, placeStatement(id, filter, order), 'short'))[0]
    : await findApart(
        db,
        list,
        best ? matchStatement(id, filter, best) : keyStatement(id, filter, order),
        cursorAt,
      );
  if (found?.key == null) return null;
  const { key, previousId, nextId } = found;
  return { cursor: cursorAt(key), previousId, nextId };
}

/** Whether finding a position takes no answer before its last statement is sent. */
export function isFoundAtOnce({ where, search, orderBy }: UserListArgs): boolean {
  return isIndexed(userFilter(where, search), orderBy ?? NEWEST_FIRST);
}

/** Finds the rows on both sides by the index, from a key that the statement reads itself. */
function placeStatement(id: string, filter: UserFilter, order: UserOrder): RawBuilder<Found> {
  const self = { key: sql<string>`(select key from self)`, id: sql<string>`(select id from self)` };
  // A page has one row more than its size.
  const neighbour = (window: { fromEnd: boolean; after?: typeof self; before?: typeof self }) =>
    sql`(select id from (${pageStatement(filter, order, { size: 0, ...window }, ID_ONLY)}) as beside)`;
  return sql<Found>`with self as materialized (${keyStatement(id, filter, order)})
    select (select key from self) as key, ${neighbour({ fromEnd: true, before: self })} as "previousId",
      ${neighbour({ fromEnd: false, after: self })} as "nextId"`;
}

/** A search is planned by where its page begins, so its key comes first. */
async function findApart(
  db: QueryExecutorProvider,
  list: UserListArgs,
  keyOfUser: RawBuilder<{ key: string }>,
  cursorAt: (key: string) => string,
): Promise<Found | undefined> {
  const [self] = await read(db, keyOfUser, 'short');
  if (!self) return undefined;
  const cursor = cursorAt(self.key);
  const asked = { rows: true, count: false, user: ID_ONLY };
  const [previous, next] = await together<[UserConnection, UserConnection]>(db, [
    () => listUsers(db, { ...asked, args: { ...list, last: 1, before: cursor } }),
    () => listUsers(db, { ...asked, args: { ...list, first: 1, after: cursor } }),
  ]);
  return {
    key: self.key,
    previousId: previous.nodes[0]?.id ?? null,
    nextId: next.nodes[0]?.id ?? null,
  };
}

function keyStatement(
  id: string,
  filter: UserFilter,
  order: UserOrder,
): RawBuilder<{ key: string; id: string }> {
  return sql`select ${orderSql(order).expression} as key, u.id from users u where ${isInList(id, filter)}`;
}

function matchStatement(id: string, filter: UserFilter, search: RankedSearch): RawBuilder<{ key: string }> {
  return sql`${withTerm(search)} select ${matchKey(search)} as key from users u where ${isInList(id, filter)}`;
}

function isInList(id: string, filter: UserFilter): RawBuilder<boolean> {
  const matches = filter.map((clauses) => allOf(clauses.map(({ condition }) => condition)));
  return sql`u.id = ${id}::uuid and ${anyOf(matches)}`;
}
