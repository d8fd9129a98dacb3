import { type QueryExecutorProvider, sql } from 'kysely';
import { read } from '../database/reads.js';
import { userColumns } from './user.columns.js';
import type { UserRow } from './user.row.js';

/**
 * Users by their ids, the bin included, for features that name users. Ids without a user are not in the map. One
 * statement.
 * @param fields of the GraphQL type
 */
export async function findUsersByIds(
  db: QueryExecutorProvider,
  ids: readonly string[],
  fields: ReadonlySet<string>,
): Promise<ReadonlyMap<string, UserRow>> {
  if (ids.length === 0) return new Map();
  const statement = sql<UserRow>`select ${userColumns({ fields })} from users u
    where u.id = any(${ids}::uuid[])`;
  const rows = await read(db, statement, 'short');
  return new Map(rows.map((row) => [row.id, row]));
}
