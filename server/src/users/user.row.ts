import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { readKept } from '../database/reads.js';
import { isUuid } from '../pagination/cursor.js';
import type { Permission } from '../access/permission.enum.js';
import type { RoleRow } from '../roles/role.row.js';
import { typedAddress } from './validation/email-address.validation.js';
import type { User } from './user.entity.js';
import type { UserState } from './user.enums.js';
import type { UserPosition } from './list/user.connection.js';
import { userColumns } from './user.columns.js';
import { fieldsKey, type UserSelection } from './user.selection.js';

/**
 * A user as reads return it: the selected columns under the names of the GraphQL fields. Moments are PostgreSQL's text
 * (the DateTime scalar makes ISO 8601 of it). Reads build no entity.
 */
export interface UserRow extends Partial<Omit<User, 'id' | 'roles' | 'deletedAt'>> {
  id: string;
  roles?: RoleRow[];
  /** The permissions of all roles of the user. */
  permissions?: Permission[];
  state?: UserState;
  /** PostgreSQL's text. */
  deletedAt?: string | null;
  deletedBy?: { id: string; displayName: string } | null;
  /** Whether the user has TOTP or a passkey. */
  hasSecondFactor?: boolean;
  /** Positions that were read with the user, by `positionKey`. */
  positions?: ReadonlyMap<string, UserPosition | null>;
}

/** One user by id, the bin included; undefined if there is none. One statement. */
export async function findUserById(
  db: QueryExecutorProvider,
  id: string,
  selection: Pick<UserSelection, 'fields'>,
): Promise<UserRow | undefined> {
  if (!isUuid(id)) return undefined;
  const shape = `user ${fieldsKey(selection.fields)}`;
  const build = () => userStatement(id, selection);
  return (await readKept(db, { lane: 'short', shape, values: [id], build }))[0];
}

/** The statement that reads one user. Its parameter is the id. */
export function userStatement(id: string, selection: Pick<UserSelection, 'fields'>): RawBuilder<UserRow> {
  return sql<UserRow>`select ${userColumns(selection)} from users u where u.id = ${id}::uuid`;
}

/** One user outside the bin by e-mail address, ignoring case; undefined if there is none. One statement. */
export async function findUserByEmail(
  db: QueryExecutorProvider,
  email: string,
  selection: Pick<UserSelection, 'fields'>,
): Promise<UserRow | undefined> {
  const address = typedAddress(email);
  if (address === undefined) return undefined;
  const build = () => sql<UserRow>`select ${userColumns(selection)} from users u
    where lower(u.email) = lower(${address}) and u.deleted_at is null`;
  const shape = `user by address ${fieldsKey(selection.fields)}`;
  return (await readKept(db, { lane: 'short', shape, values: [address], build }))[0];
}
