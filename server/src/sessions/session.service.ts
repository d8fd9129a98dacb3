import { type QueryExecutorProvider, sql } from 'kysely';
import { hashOf, newSecret } from '../auth/secret-text.js';
import type { Origin } from '../auth/viewer.js';

/** Without a visit for this long a session ends; each renewal of the access token begins it anew. */
const IDLE_DAYS = 30;

export interface OpenedSession {
  id: string;
  userId: string;
  /** For the cookie: `<session id>.<secret>`. Good for one renewal. */
  refreshToken: string;
}

/** How long the cookie is kept, in seconds. */
export const REFRESH_SECONDS = IDLE_DAYS * 86_400;

/** Opens a session of a user. Call it in the transaction of what lets them in. */
export async function openSession(
  db: QueryExecutorProvider,
  userId: string,
  { address, userAgent }: Origin,
): Promise<OpenedSession> {
  const secret = newSecret();
  const { rows } = await sql<{ id: string }>`insert into sessions (user_id, refresh_hash, user_agent, address, expires_at)
    values (${userId}::uuid, ${hashOf(secret)}, ${userAgent?.slice(0, 500) ?? null}, ${address},
      now() + make_interval(days => ${IDLE_DAYS})) returning id`.execute(db);
  const id = (rows[0] as { id: string }).id;
  return { id, userId, refreshToken: `${id}.${secret}` };
}

/**
 * Takes a refresh token and gives the next one. An old token of a session means that somebody else has a copy: the
 * session is revoked, whoever of the two was first. Undefined where the token opens nothing.
 */
export async function renewSession(
  db: QueryExecutorProvider,
  refreshToken: string,
  { address, userAgent }: Origin,
): Promise<OpenedSession | undefined> {
  const [, id, old] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(refreshToken) ?? [];
  if (!id || !old) return undefined;
  const secret = newSecret();
  const { rows } = await sql<{ user_id: string }>`update sessions s
    set refresh_hash = ${hashOf(secret)}, last_used_at = now(), address = ${address},
      user_agent = ${userAgent?.slice(0, 500) ?? null}, expires_at = now() + make_interval(days => ${IDLE_DAYS})
    from users u
    where s.id = ${id}::uuid and s.refresh_hash = ${hashOf(old)} and s.revoked_at is null and s.expires_at > now()
      and u.id = s.user_id and u.status = 'ACTIVE'
    returning s.user_id`.execute(db);
  const [row] = rows;
  if (row) return { id, userId: row.user_id, refreshToken: `${id}.${secret}` };
  await revokeSession(db, id);
  return undefined;
}

/** Ends a session. Doing it twice is no error. */
export async function revokeSession(db: QueryExecutorProvider, id: string): Promise<void> {
  await sql`update sessions set revoked_at = now() where id = ${id}::uuid and revoked_at is null`.execute(db);
}

/** Ends all sessions of a user: signing out everywhere. */
export async function revokeSessionsOf(db: QueryExecutorProvider, userId: string): Promise<void> {
  await sql`update sessions set revoked_at = now() where user_id = ${userId}::uuid and revoked_at is null`.execute(db);
}
