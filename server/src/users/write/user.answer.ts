import type { QueryExecutorProvider } from 'kysely';
import { together } from '../../database/reads.js';
import type { UserConnection, UserPosition } from '../list/user.connection.js';
import type { UserError } from '../../refusals/user-error.type.js';
import { listUsers } from '../list/user.list.js';
import type { UserConflict } from '../conflict/user-conflict.type.js';
import { findPosition, isFoundAtOnce } from '../list/user.position.js';
import { findUserById, type UserRow } from '../user.row.js';
import { fieldsKey, type ListSelection, type UserSelection, type WriteSelection } from '../user.selection.js';

/** The whole answer to a write: the user, and each requested list by its key in the answer. */
export interface UserWriteAnswer {
  user: UserRow | null;
  lists: ReadonlyMap<string, UserConnection>;
  userErrors: UserError[];
  /** Of a refused write, if they were asked for. */
  conflict?: UserConflict | null;
  emailHolder?: UserRow | null;
}

/** Reads the requested answer to a write; without an id, only the lists. */
export async function readAnswer(
  db: QueryExecutorProvider,
  asked: WriteSelection,
  id: string | undefined,
): Promise<UserWriteAnswer> {
  const [user, lists] = await together<[UserRow | undefined, UserWriteAnswer['lists']]>(db, [
    async () => (id && asked.user ? readUser(db, id, asked.user) : undefined),
    () => readLists(db, asked.lists),
  ]);
  return { user: user ?? null, lists, userErrors: [] };
}

/** Whether the whole answer can be read by one message. */
export function isReadAtOnce({ user }: WriteSelection): boolean {
  return !user || [...user.positions.values()].every(isFoundAtOnce);
}

/**
 * A user with the requested positions; undefined if there is none.
 * @param once reads what has the same key once, for several requests
 */
export async function readUser(
  db: QueryExecutorProvider,
  id: string,
  asked: UserSelection,
  once: <T>(key: string, read: () => Promise<T>) => Promise<T> = (_key, read) => read(),
): Promise<UserRow | undefined> {
  const { fields } = asked;
  const findRow = () => once(`user ${fieldsKey(fields)}`, () => findUserById(db, id, { fields }));
  if (asked.positions.size === 0) return findRow();
  const findPositions = () =>
    together<(UserPosition | null)[]>(
      db,
      [...asked.positions.values()].map(
        (list) => () => once(`position ${JSON.stringify(list)}`, () => findPosition(db, id, list)),
      ),
    );
  const [row, positions] = await together<[UserRow | undefined, (UserPosition | null)[]]>(db, [
    findRow,
    findPositions,
  ]);
  return row && { ...row, positions: byKey(asked.positions, positions) };
}

async function readLists(
  db: QueryExecutorProvider,
  asked: ReadonlyMap<string, ListSelection>,
): Promise<UserWriteAnswer['lists']> {
  const lists = await together<UserConnection[]>(
    db,
    [...asked.values()].map((selection) => () => listUsers(db, selection)),
  );
  return byKey(asked, lists);
}

function byKey<T>(asked: ReadonlyMap<string, unknown>, found: readonly T[]): Map<string, T> {
  return new Map([...asked.keys()].map((key, index) => [key, found[index] as T]));
}
