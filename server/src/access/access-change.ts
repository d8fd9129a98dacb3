import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';

/** PostgreSQL's name for the channel. */
export const ACCESS_CHANGES = 'rollcall_access_changes';

/** Whose access has changed. */
export interface AccessChange {
  /** Of users, sessions and tokens. */
  ids: ReadonlySet<string>;
  /** Of roles: of everybody who has one of them. */
  roleIds: ReadonlySet<string>;
}

/** A notification holds up to 8,000 bytes; an id takes 39 of them. */
const IDS_PER_NOTIFICATION = 200;

/** Before the id of a role. */
const ROLE = 'role:';

/**
 * Tells every server that these users, sessions or tokens may do less than before, or nothing any more; each looks at
 * its WebSockets then. Call it in the transaction of the change: it is told with the commit or not at all. Commits
 * that tell something queue behind one lock, so this is for what is done seldom.
 */
export async function tellAccessChange(db: QueryExecutorProvider, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += IDS_PER_NOTIFICATION) {
    await sql`select ${accessChange(ids.slice(start, start + IDS_PER_NOTIFICATION))}`.execute(db);
  }
}

/** The same as an expression, for a statement that finds out whether there is anything to tell. */
export function accessChange(ids: readonly string[]): RawBuilder<unknown> {
  return sql`pg_notify(${ACCESS_CHANGES}, ${JSON.stringify(ids)})`;
}

/** The same of a role whose permissions have changed: each server finds out which of its people have it. */
export function tellRoleChange(db: QueryExecutorProvider, roleId: string): Promise<void> {
  return tellAccessChange(db, [ROLE + roleId]);
}

/** Reads what the channel brings. */
export function readAccessChange(payload: string): AccessChange {
  const changed = JSON.parse(payload) as string[];
  const roles = changed.filter((each) => each.startsWith(ROLE));
  return {
    ids: new Set(changed.filter((each) => !each.startsWith(ROLE))),
    roleIds: new Set(roles.map((each) => each.slice(ROLE.length))),
  };
}
