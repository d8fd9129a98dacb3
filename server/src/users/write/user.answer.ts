import type { QueryExecutorProvider } from 'kysely';
import type { UserConnection } from '../list/user.connection.js';
import type { UserError } from '../../refusals/user-error.type.js';
import { listUsers } from '../list/user.list.js';
import { findPosition } from '../list/user.position.js';
import { findUserById, type UserRow } from '../user.row.js';
import type { ListSelection, UserSelection, WriteSelection } from '../user.selection.js';

/** Everything that a write answers with: the user, and each list asked for, by its key in the answer. */
export interface UserWriteAnswer {
  user: UserRow | null;
  lists: ReadonlyMap<string, UserConnection>;
  userErrors: UserError[];
}

/** Reads what was asked of a write; without an id, only the lists. */
export async function readAnswer(
  db: QueryExecutorProvider,
  asked: WriteSelection,
  id: string | undefined,
): Promise<UserWriteAnswer> {
  const user = id && asked.user ? ((await readUser(db, id, asked.user)) ?? null) : null;
  return { user, lists: await readLists(db, asked.lists), userErrors: [] };
}

/** A user with the positions that were asked for; undefined where there is none. */
export async function readUser(
  db: QueryExecutorProvider,
  id: string,
  asked: UserSelection,
): Promise<UserRow | undefined> {
  const row = await findUserById(db, id, asked);
  if (!row) return undefined;
  const positions = new Map<string, Awaited<ReturnType<typeof findPosition>>>();
  for (const [key, list] of asked.positions) positions.set(key, await findPosition(db, id, list));
  return { ...row, positions };
}

/** One after the other, as a transaction has one connection. */
async function readLists(
  db: QueryExecutorProvider,
  asked: ReadonlyMap<string, ListSelection>,
): Promise<Map<string, UserConnection>> {
  const lists = new Map<string, UserConnection>();
  for (const [key, selection] of asked) lists.set(key, await listUsers(db, selection));
  return lists;
}
