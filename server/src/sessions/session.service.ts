import { type QueryExecutorProvider, sql } from 'kysely';
import { uuidV7 } from '../database/uuid-v7.js';
import { accessChange, tellAccessChange } from '../access/access-change.js';
import type { RefreshTokens } from '../access/refresh-token.js';
import { hashOf } from '../access/secret-text.js';
import type { Origin } from '../access/viewer.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { type AuditOrigin, recordAudit } from '../audit/audit.service.js';

/** A session ends after this time without use. Each renewal of the access token restarts the time. */
const IDLE_DAYS = 30;

/** After this time a session ends even if it was renewed, and the user has to sign in again. */
const MAX_DAYS = 90;

/** The time limit of a request. After it a browser has either got the answer or retries. */
const GRACE_SECONDS = 30;

/** The stored length of the browser's header; a longer one has no more information. */
const USER_AGENT_LENGTH = 500;

/** How long an ended session is kept, for investigations. */
const KEPT_DAYS = 30;

/** Few enough for a short statement. The rest follows in the next turn. */
const SWEEP_BATCH = 10_000;

/** How long the cookie is kept. */
export const REFRESH_SECONDS = IDLE_DAYS * 86_400;

export interface OpenedSession {
  id: string;
  userId: string;
  /** For the cookie. Valid for one renewal. */
  refreshToken: string;
}

/** Opens a session of a user. Call it in the transaction of the sign-in. */
export async function openSession(
  db: QueryExecutorProvider,
  tokens: RefreshTokens,
  userId: string,
  { address, userAgent }: Origin,
): Promise<OpenedSession> {
  const id = uuidV7();
  const refreshToken = tokens.issue(id);
  await sql`insert into sessions (id, user_id, refresh_hash, user_agent, address, expires_at)
    values (${id}::uuid, ${userId}::uuid, ${hashOf(refreshToken)}, ${userAgent?.slice(0, USER_AGENT_LENGTH) ?? null},
      ${address}, now() + make_interval(days => ${IDLE_DAYS}))`.execute(db);
  return { id, userId, refreshToken };
}

/**
 * Exchanges a refresh token for the next one. For a short while, the previous token still returns the latest one, as an answer
 * may have been lost. Any other token of a session means that somebody else has a copy. The session is then revoked, whichever
 * of the two came first. Undefined if the token is not valid.
 * @param db of a transaction
 */
export async function renewSession(
  db: QueryExecutorProvider,
  tokens: RefreshTokens,
  given: string,
  context: AuditOrigin & { origin: Origin },
): Promise<OpenedSession | undefined> {
  const id = tokens.sessionOf(given);
  if (id === undefined) return undefined;
  const refreshToken = tokens.successor(id, given);
  const userId =
    (await renew(db, id, given, refreshToken, context.origin)) ?? (await findRenewed(db, id, refreshToken));
  if (userId !== undefined) return { id, userId, refreshToken };
  await revokeAfter(db, given, context, id);
  return undefined;
}

async function renew(
  db: QueryExecutorProvider,
  id: string,
  given: string,
  next: string,
  { address, userAgent }: Origin,
): Promise<string | undefined> {
  const { rows } = await sql<{ user_id: string }>`update sessions s
    set refresh_hash = ${hashOf(next)}, renewed_at = now(), last_used_at = now(), address = ${address},
      user_agent = ${userAgent?.slice(0, USER_AGENT_LENGTH) ?? null},
      expires_at = least(now() + make_interval(days => ${IDLE_DAYS}), s.created_at + make_interval(days => ${MAX_DAYS}))
    from users u
    where s.id = ${id}::uuid and s.refresh_hash = ${hashOf(given)} and s.revoked_at is null and s.expires_at > now()
      and u.id = s.user_id and u.status = 'ACTIVE'
    returning s.user_id`.execute(db);
  return rows[0]?.user_id;
}

/** The user of a session, if `latest` is its latest token and was issued within the grace period. */
async function findRenewed(
  db: QueryExecutorProvider,
  id: string,
  latest: string,
): Promise<string | undefined> {
  const { rows } = await sql<{
    user_id: string;
  }>`select s.user_id from sessions s join users u on u.id = s.user_id
    where s.id = ${id}::uuid and s.refresh_hash = ${hashOf(latest)} and s.revoked_at is null
      and s.renewed_at > now() - make_interval(secs => ${GRACE_SECONDS}) and u.status = 'ACTIVE'`.execute(db);
  return rows[0]?.user_id;
}

async function revokeAfter(
  db: QueryExecutorProvider,
  given: string,
  context: AuditOrigin,
  id: string,
): Promise<void> {
  // The latest token is refused too if its user may no longer sign in, which is not a theft.
  const { rows } = await sql<{ user_id: string; is_old: boolean }>`update sessions set revoked_at = now()
    where id = ${id}::uuid and revoked_at is null and expires_at > now()
    returning user_id, refresh_hash <> ${hashOf(given)} as is_old`.execute(db);
  const [row] = rows;
  if (!row) return;
  await tellAccessChange(db, [id]);
  await recordAudit(db, context, {
    action: AuditAction.SESSION_REVOKED,
    target: { type: AuditTargetType.USER, id: row.user_id },
    changes: {
      sessionId: { before: id, after: null },
      ...(row.is_old && { reason: { before: null, after: 'REFRESH_TOKEN_REUSED' } }),
    },
  });
}

/** Ends a session and its WebSockets. Returns its user; undefined if it had already ended, which is not an error. */
export async function revokeSession(db: QueryExecutorProvider, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ user_id: string }>`update sessions set revoked_at = now()
    where id = ${id}::uuid and revoked_at is null and expires_at > now() returning user_id`.execute(db);
  const [row] = rows;
  if (row) await tellAccessChange(db, [id]);
  return row?.user_id;
}

/**
 * Ends all sessions of a user and their WebSockets (signing out everywhere). Returns their number.
 * @param but a session that is kept
 */
export async function revokeSessionsOf(
  db: QueryExecutorProvider,
  userId: string,
  but: string | null = null,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`with ended as (update sessions set revoked_at = now()
      where user_id = ${userId}::uuid and revoked_at is null and expires_at > now()
        and id is distinct from ${but}::uuid returning id)
    select (select count(*) from ended)::int as count,
      (select ${accessChange([userId])} from ended limit 1)`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Deletes sessions that ended long ago. */
export async function sweepSessions(db: QueryExecutorProvider): Promise<void> {
  await sql`delete from sessions where id in (
    select id from sessions where expires_at < now() - make_interval(days => ${KEPT_DAYS})
      or revoked_at < now() - make_interval(days => ${KEPT_DAYS})
    limit ${SWEEP_BATCH} for update skip locked)`.execute(db);
}
