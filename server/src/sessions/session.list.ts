import { type QueryExecutorProvider, sql } from 'kysely';
import { Permission } from '../access/permission.enum.js';
import { isInPerson, type Viewer } from '../access/viewer.js';
import { isMoment } from '../scalars/date-time.scalar.js';
import { BadInputError } from '../errors.js';
import { read } from '../database/reads.js';
import { type CursorOrder, isUuid } from '../pagination/cursor.js';
import { newestFirst } from '../pagination/newest-first.js';
import { pageOf } from '../pagination/page.js';
import { type PageArgs, readPageWindow } from '../pagination/page-window.js';
import type { Session, SessionConnection } from './session.types.js';
import { deviceOf } from './user-agent.js';

type SessionRow = Omit<Session, 'browser' | 'operatingSystem'> & {
  userId: string;
  userAgent: string | null;
  key: string;
};

const ORDER: CursorOrder = { name: 'LAST_USED_AT:DESC', isKey: isMoment };

/** Ended sessions stay in the table for a while, but are in no list. */
const STANDING = sql<boolean>`s.revoked_at is null and s.expires_at > now()`;

const columns = (
  viewer: Viewer | null,
) => sql`s.id, s.user_id as "userId", s.user_agent as "userAgent", s.address,
  s.created_at as "createdAt", s.last_used_at as "lastUsedAt", s.expires_at as "expiresAt",
  s.id is not distinct from ${viewer?.sessionId ?? null}::uuid as "isCurrent", s.last_used_at as key`;

/** Whether the viewer may see a user's sessions: one's own with a session, and all with the permission to change users. */
export function maySeeSessions(viewer: Viewer | null, userId: string): boolean {
  return isInPerson(viewer, userId) || viewer?.permissions.has(Permission.USERS_WRITE) === true;
}

/**
 * A page of a user's sessions, the last used first. One statement for the rows, one for the count, each only if it is
 * requested.
 * @throws BadInputError if the viewer may not know of them, or an argument is wrong
 */
export async function listSessions(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  userId: string,
  args: PageArgs,
  asked: { rows: boolean; count: boolean },
): Promise<SessionConnection> {
  if (!maySeeSessions(viewer, userId)) {
    const params = { field: 'User.sessions', permission: Permission.USERS_WRITE };
    throw new BadInputError('error.forbidden', params, 'FORBIDDEN');
  }
  const window = readPageWindow(args, ORDER);
  const isTheirs = sql<boolean>`s.user_id = ${userId}::uuid`;
  const page = sql<SessionRow>`select ${columns(viewer)} from sessions s
    ${newestFirst('s', 'last_used_at', [isTheirs, STANDING], window)}`;
  const rows = asked.rows ? await read(db, page, 'short') : [];
  const count = sql<{ count: number }>`select count(*)::int as count from sessions s
    where ${isTheirs} and ${STANDING}`;
  const counted = asked.count ? await read(db, count, 'short') : [];
  const listed = pageOf(rows.map(withDevice), ORDER.name, window);
  return Object.assign(listed, { totalCount: counted[0]?.count ?? 0 });
}

/** One session by its id; undefined if there is none, or the viewer may not see it. */
export async function findSession(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  id: string,
): Promise<Session | undefined> {
  if (!isUuid(id)) return undefined;
  const statement = sql<SessionRow>`select ${columns(viewer)} from sessions s
    where s.id = ${id}::uuid and ${STANDING}`;
  const rows = await read(db, statement, 'short');
  const [row] = rows;
  return row && maySeeSessions(viewer, row.userId) ? withDevice(row) : undefined;
}

function withDevice(row: SessionRow): SessionRow & Session {
  return { ...row, ...deviceOf(row.userAgent) };
}
