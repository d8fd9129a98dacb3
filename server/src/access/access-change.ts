import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';

/** The name of PostgreSQL's channel. */
export const ACCESS_CHANGES = 'rollcall_access_changes';

/** A reduction of rights. */
export interface AccessChange {
  /** Ids of users, sessions and access tokens. */
  ids: ReadonlySet<string>;
  /** Ids of roles; it concerns every user who has one of them. */
  roleIds: ReadonlySet<string>;
}

/** A notification holds up to 8,000 bytes; an id takes 39 of them. */
const IDS_PER_NOTIFICATION = 200;

/** The prefix of a role's id. */
const ROLE = 'role:';

/**
 * Notifies every server that these users, sessions or tokens have fewer rights or none; each server then checks its
 * WebSockets. Call it in the transaction of the change: the notification is sent with the commit or not at all. Commits
 * with a notification queue behind one lock, so this is for rare changes.
 */
export async function tellAccessChange(db: QueryExecutorProvider, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += IDS_PER_NOTIFICATION) {
    await sql`select ${accessChange(ids.slice(start, start + IDS_PER_NOTIFICATION))}`.execute(db);
  }
}

/** The same as an expression, for a statement that decides itself whether there is a change to send. */
export function accessChange(ids: readonly string[]): RawBuilder<unknown> {
  return sql`pg_notify(${ACCESS_CHANGES}, ${JSON.stringify(ids)})`;
}

/** The same for a role whose permissions have changed: each server looks up which connected users have it. */
export function tellRoleChange(db: QueryExecutorProvider, roleId: string): Promise<void> {
  return tellAccessChange(db, [ROLE + roleId]);
}

/** Parses the payload of a notification. */
export function readAccessChange(payload: string): AccessChange {
  const changed = JSON.parse(payload) as string[];
  const roles = changed.filter((each) => each.startsWith(ROLE));
  return {
    ids: new Set(changed.filter((each) => !each.startsWith(ROLE))),
    roleIds: new Set(roles.map((each) => each.slice(ROLE.length))),
  };
}
