import { type QueryExecutorProvider, sql } from 'kysely';
import { hashOf } from '../access/secret-text.js';
import type { Origin } from '../access/viewer.js';
import type { RefreshTokens } from '../access/refresh-token.js';

/** Without a visit for this long a session ends; each renewal of the access token begins it anew. */
const IDLE_DAYS = 30;

/** As sent by the browser; a longer one says nothing more. */
const USER_AGENT_LENGTH = 500;

/** How long the cookie is kept. */
export const REFRESH_SECONDS = IDLE_DAYS * 86_400;

export interface OpenedSession {
  id: string;
  userId: string;
  /** For the cookie. Good for one renewal. */
  refreshToken: string;
}

/** Opens a session of a user. Call it in the transaction of what lets them in. */
export async function openSession(
  db: QueryExecutorProvider,
  tokens: RefreshTokens,
  userId: string,
  { address, userAgent }: Origin,
): Promise<OpenedSession> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(db);
  const { id } = rows[0] as { id: string };
  const refreshToken = tokens.issue(id);
  await sql`insert into sessions (id, user_id, refresh_hash, user_agent, address, expires_at)
    values (${id}::uuid, ${userId}::uuid, ${hashOf(refreshToken)}, ${userAgent?.slice(0, USER_AGENT_LENGTH) ?? null},
      ${address}, now() + make_interval(days => ${IDLE_DAYS}))`.execute(db);
  return { id, userId, refreshToken };
}

/**
 * Takes a refresh token and gives the next one. An old token of a session means that somebody else has a copy: the
 * session is revoked, whoever of the two was first. Undefined where the token opens nothing.
 */
export async function renewSession(
  db: QueryExecutorProvider,
  tokens: RefreshTokens,
  given: string,
  { address, userAgent }: Origin,
): Promise<OpenedSession | undefined> {
  const id = tokens.sessionOf(given);
  if (id === undefined) return undefined;
  const refreshToken = tokens.issue(id);
  const { rows } = await sql<{ user_id: string }>`update sessions s
    set refresh_hash = ${hashOf(refreshToken)}, last_used_at = now(), address = ${address},
      user_agent = ${userAgent?.slice(0, USER_AGENT_LENGTH) ?? null},
      expires_at = now() + make_interval(days => ${IDLE_DAYS})
    from users u
    where s.id = ${id}::uuid and s.refresh_hash = ${hashOf(given)} and s.revoked_at is null and s.expires_at > now()
      and u.id = s.user_id and u.status = 'ACTIVE'
    returning s.user_id`.execute(db);
  const [row] = rows;
  if (row) return { id, userId: row.user_id, refreshToken };
  await revokeSession(db, id);
  return undefined;
}

/** Ends a session. Doing it twice is no error. */
export async function revokeSession(db: QueryExecutorProvider, id: string): Promise<void> {
  await sql`update sessions set revoked_at = now() where id = ${id}::uuid and revoked_at is null`.execute(db);
}

/** Ends all sessions of a user: signing out everywhere. */
export async function revokeSessionsOf(db: QueryExecutorProvider, userId: string): Promise<void> {
  await sql`update sessions set revoked_at = now() where user_id = ${userId}::uuid and revoked_at is null`.execute(
    db,
  );
}

/** Ends all sessions of a user but one. */
export async function revokeOtherSessions(
  db: QueryExecutorProvider,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<void> {
  await sql`update sessions set revoked_at = now()
    where user_id = ${userId}::uuid and id <> ${sessionId}::uuid and revoked_at is null`.execute(db);
}
