import { type QueryExecutorProvider, sql } from 'kysely';

/** The users among these who have one of these roles. One statement. */
export async function holdersAmong(
  db: QueryExecutorProvider,
  roleIds: Iterable<string>,
  userIds: Iterable<string>,
): Promise<Set<string>> {
  const { rows } = await sql<{ user_id: string }>`select distinct user_id from user_roles
    where role_id = any(${[...roleIds]}::uuid[]) and user_id = any(${[...userIds]}::uuid[])`.execute(db);
  return new Set(rows.map(({ user_id }) => user_id));
}
