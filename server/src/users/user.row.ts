import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { readKept } from '../database/reads.js';
import { isUuid } from '../pagination/cursor.js';
import type { Permission } from '../access/permission.enum.js';
import type { RoleRow } from '../roles/role.row.js';
import { typedAddress } from './email-address.validation.js';
import type { User } from './user.entity.js';
import type { UserPosition } from './list/user.connection.js';
import { fieldsKey, ROLES_IN_FULL as IN_FULL, type UserSelection } from './user.selection.js';

/**
 * A user as a read finds it: the columns that were asked for, under the names of the GraphQL fields. Moments are
 * PostgreSQL's own text (the DateTime scalar makes ISO 8601 of it); no entity is built for a read.
 */
export interface UserRow extends Partial<Omit<User, 'id' | 'roles'>> {
  id: string;
  roles?: RoleRow[];
  /** What the user's roles add up to. */
  permissions?: Permission[];
  /** Whether they have TOTP or a passkey. */
  hasSecondFactor?: boolean;
  /** Positions already read with the user, by `positionKey`. */
  positions?: ReadonlyMap<string, UserPosition | null>;
}

/** Fields that are columns. */
export const STORED = [
  'email',
  'displayName',
  'givenName',
  'familyName',
  'title',
  'department',
  'phone',
  'locale',
  'timeZone',
  'status',
  'version',
  'createdAt',
  'updatedAt',
  'lastSignInAt',
] as const satisfies (keyof User)[];

const COLUMNS = new Map<string, RawBuilder<unknown>>([
  ...STORED.map((field) => [field, sql`${sql.ref(`u.${columnOf(field)}`)} as ${sql.id(field)}`] as const),
  ['roles', rolesColumn(sql``)],
  [
    'hasSecondFactor',
    sql`(exists (select from totp_factors t where t.user_id = u.id and t.confirmed_at is not null)
      or exists (select from passkeys p where p.user_id = u.id)) as "hasSecondFactor"`,
  ],
]);

/** For what is seldom asked of the roles in a list, and would make every list dearer. */
const ROLES_IN_FULL = rolesColumn(sql`, 'key', r.key, 'description', r.description, 'version', r.version`);

function rolesColumn(more: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions${more})
    order by r.name), '[]') from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id) as roles`;
}

const PERMISSIONS = sql`(select coalesce(array_agg(distinct p), '{}') from user_roles ur
  join roles r on r.id = ur.role_id, unnest(r.permissions) as p where ur.user_id = u.id) as permissions`;

/** Fields that are worked out from what the user may do. */
const FROM_PERMISSIONS = [
  'permissions',
  'viewerCanUpdate',
  'viewerCanDelete',
  'viewerCanChangeRoles',
  'hasSecondFactor',
];

/** The select list for what is asked of a user, from `users u`; the id always comes along. */
export function userColumns({ fields }: Pick<UserSelection, 'fields'>): RawBuilder<unknown> {
  const columns = [...fields].flatMap((field) =>
    field === 'roles' && fields.has(IN_FULL) ? ROLES_IN_FULL : (COLUMNS.get(field) ?? []),
  );
  if (FROM_PERMISSIONS.some((field) => fields.has(field))) columns.push(PERMISSIONS);
  return sql.join([sql`u.id`, ...columns]);
}

/** One user by id, the bin included; undefined where there is none. One statement. */
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

/** The statement that reads one user; one parameter, the id. */
export function userStatement(id: string, selection: Pick<UserSelection, 'fields'>): RawBuilder<UserRow> {
  return sql<UserRow>`select ${userColumns(selection)} from users u where u.id = ${id}::uuid`;
}

/** One user by e-mail address, case ignored, the bin left out; undefined where there is none. One statement. */
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

/** The column of a stored field. */
export function columnOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
