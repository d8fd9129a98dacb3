import { type QueryExecutorProvider, sql } from 'kysely';
import { isInPerson, type Viewer } from '../access/viewer.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { recordAudit } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import { isUuid } from '../pagination/cursor.js';
import { checkReachOf } from '../users/write/user.guard-rails.js';
import { RefusedError } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { toUserError, type UserError } from '../refusals/user-error.type.js';
import { maySeeSessions } from './session.list.js';
import { revokeSession, revokeSessionsOf } from './session.service.js';

/** The user whose sessions were ended; null if userErrors has the reason why none was. */
export interface Revocation {
  userId: string | null;
  userErrors: UserError[];
}

/** Ends one session: one's own, or any session for an administrator. Idempotent. */
export function revokeOneSession(context: RequestContext, id: string): Promise<Revocation> {
  return revocation(context, async (db, viewer) => {
    const userId = await ownerOf(db, id);
    if (userId === undefined || !maySeeSessions(viewer, userId)) {
      throw new RefusedError([
        { code: UserErrorCode.NOT_FOUND, path: ['id'], key: 'userError.notFound.session' },
      ]);
    }
    await checkMayEnd(db, viewer, userId, ['id']);
    if ((await revokeSession(db, id)) === undefined) return userId;
    const target = { type: AuditTargetType.USER, id: userId };
    // Ending the session of the request itself is a sign-out.
    if (viewer.sessionId === id.toLowerCase()) {
      await recordAudit(db, context, { action: AuditAction.SIGNED_OUT, target });
      context.cookies?.forgetRefreshToken();
    } else {
      const changes = { sessionId: { before: id.toLowerCase(), after: null } };
      await recordAudit(db, context, { action: AuditAction.SESSION_REVOKED, target, changes });
    }
    return userId;
  });
}

/** Ends all sessions of a user, for an administrator. */
export function revokeAllSessions(context: RequestContext, userId: string): Promise<Revocation> {
  return revocation(context, async (db, viewer) => {
    const known = isUuid(userId) ? await findUser(db, userId) : undefined;
    if (known === undefined) {
      throw new RefusedError([
        { code: UserErrorCode.NOT_FOUND, path: ['userId'], key: 'userError.notFound.user' },
      ]);
    }
    await checkMayEnd(db, viewer, known, ['userId']);
    await endAll(context, db, known);
    if (viewer.userId === known) context.cookies?.forgetRefreshToken();
    return known;
  });
}

/** Ends all of one's own sessions, or all except that of the request. Refused for an access token. */
export function signOutEverywhere(context: RequestContext, keepCurrent: boolean): Promise<Revocation> {
  return revocation(context, async (db, viewer) => {
    const { userId, sessionId } = viewer;
    if (userId === null || sessionId === null) {
      throw new RefusedError([
        { code: UserErrorCode.NOT_ALLOWED, path: [], key: 'userError.notAllowed.token' },
      ]);
    }
    await endAll(context, db, userId, keepCurrent ? sessionId : null);
    if (!keepCurrent) context.cookies?.forgetRefreshToken();
    return userId;
  });
}

async function revocation(
  context: RequestContext,
  end: (db: QueryExecutorProvider, viewer: Viewer) => Promise<string>,
): Promise<Revocation> {
  const { viewer } = context;
  // Each of these fields needs a signed-in user, so there is a viewer.
  if (!viewer) throw new Error('a write without a viewer');
  try {
    return { userId: await context.transaction((db) => end(db, viewer)), userErrors: [] };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const userErrors = error.refusals.map((refusal) => toUserError(refusal, context.locale));
    return { userId: null, userErrors };
  }
}

async function checkMayEnd(db: QueryExecutorProvider, viewer: Viewer, userId: string, path: string[]) {
  if (isInPerson(viewer, userId)) return;
  // One's own sessions can only be ended in a session.
  if (viewer.userId === userId) {
    throw new RefusedError([{ code: UserErrorCode.NOT_ALLOWED, path, key: 'userError.notAllowed.token' }]);
  }
  await checkReachOf(db, viewer, userId, path);
}

async function endAll(
  context: RequestContext,
  db: QueryExecutorProvider,
  userId: string,
  but: string | null = null,
): Promise<void> {
  const count = await revokeSessionsOf(db, userId, but);
  if (count === 0) return;
  await recordAudit(db, context, {
    action: AuditAction.SESSION_REVOKED,
    target: { type: AuditTargetType.USER, id: userId },
    changes: {
      sessions: { before: String(count + (but === null ? 0 : 1)), after: but === null ? '0' : '1' },
    },
  });
}

async function ownerOf(db: QueryExecutorProvider, id: string): Promise<string | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<{
    user_id: string;
  }>`select user_id from sessions where id = ${id}::uuid`.execute(db);
  return rows[0]?.user_id;
}

async function findUser(db: QueryExecutorProvider, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from users where id = ${id}::uuid`.execute(db);
  return rows[0]?.id;
}
