import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { read } from '../database/reads.js';
import { isUuid } from '../pagination/cursor.js';
import type { Role } from './role.entity.js';

/** A role as read from the database. Roles of a user have the first three fields, and the rest if it is requested. */
export type RoleRow = Pick<Role, 'id' | 'name' | 'permissions'> &
  Partial<Pick<Role, 'key' | 'description' | 'version'>> & {
    /** The number of its users outside the bin; if it was requested. */
    holders?: number | Promise<number>;
  };

const COLUMNS = sql`r.id, r.name, r.key, r.description, r.version, r.permissions`;

/** The sum of at most sixteen rows that triggers keep. */
const HOLDERS = sql`(select coalesce(sum(c.count), 0)::int from user_facet_counts c
  where c.facet = 'role' and c.value = r.id::text) as holders`;

/** Every role, by name. One statement. */
export async function listRoles(db: QueryExecutorProvider, counted: boolean): Promise<RoleRow[]> {
  const statement = sql<RoleRow>`select ${columns(counted)} from roles r order by r.name`;
  return read(db, statement, 'short');
}

/** One role by id; undefined if there is none. */
export async function findRoleById(db: QueryExecutorProvider, id: string): Promise<RoleRow | undefined> {
  if (!isUuid(id)) return undefined;
  const statement = sql<RoleRow>`select ${columns(false)} from roles r where r.id = ${id}::uuid`;
  return (await read(db, statement, 'short'))[0];
}

/** The number of users of the role, for a row without it. It is read once for each row. */
export async function holdersOf(db: QueryExecutorProvider, role: RoleRow): Promise<number> {
  if (role.holders !== undefined) return role.holders;
  const holders = sql<{ holders: number }>`select ${HOLDERS} from roles r where r.id = ${role.id}::uuid`
    .execute(db)
    .then(({ rows }) => rows[0]?.holders ?? 0);
  // The roles of a user are shared by requests, see database/pipeline/shared-json.ts.
  if (!Object.isFrozen(role)) role.holders = holders;
  return holders;
}

function columns(counted: boolean): RawBuilder<unknown> {
  return counted ? sql`${COLUMNS}, ${HOLDERS}` : COLUMNS;
}
