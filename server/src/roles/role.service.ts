import { type QueryExecutorProvider, sql } from 'kysely';
import { isUuid } from '../pagination/cursor.js';
import type { Role } from './role.entity.js';

type RoleRow = Pick<Role, 'id' | 'name' | 'permissions'>;

/** Every role, by name. */
export async function listRoles(db: QueryExecutorProvider): Promise<RoleRow[]> {
  return (await sql<RoleRow>`select id, name, permissions from roles order by name`.execute(db)).rows;
}

/** One role by id; undefined where there is none. */
export async function findRoleById(db: QueryExecutorProvider, id: string): Promise<RoleRow | undefined> {
  if (!isUuid(id)) return undefined;
  const found = await sql<RoleRow>`select id, name, permissions from roles where id = ${id}::uuid`.execute(
    db,
  );
  return found.rows[0];
}
