import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type { Permission } from '../../access/permission.enum.js';
import { TOKEN_PREFIX } from '../../access/token-prefix.js';
import type { Kept } from '../../database/reads.js';
import type { AccessJwt } from './access-jwt.js';
import { hashOf } from '../../access/secret-text.js';
import type { Viewer } from '../../access/viewer.js';

/** The viewer that was found, and for how long it is valid at most. */
export interface FoundViewer extends Viewer {
  /** Milliseconds until the session or token expires; null if it does not. */
  readonly endsInMs: number | null;
}

export interface ViewerRow {
  user_id: string | null;
  id: string;
  /** The permissions of a token; empty for a session. */
  own: Permission[];
  /** The permissions of all roles of the user. */
  permissions: Permission[];
  ends_in_ms: number | null;
  stale: boolean;
  /** Milliseconds until its last use has to be stored again; zero or less if that is due. */
  stale_in_ms: number | null;
}

/** The precision of `last_used_at`: a write for each request would cost more than the request. */
const LAST_USED_EXACT_TO = '1 minute';

/**
 * The viewer of an Authorization header; null if it names none, is expired or revoked, or the user may no longer sign in. One
 * statement by primary key or unique hash with each request, so that a revocation on one server holds on all.
 * @param address the client's address
 */
export async function findViewer(
  db: QueryExecutorProvider,
  jwt: AccessJwt,
  authorization: string | undefined,
  address: string,
): Promise<FoundViewer | null> {
  const token = bearerToken(authorization);
  if (!token) return null;
  if (token.startsWith(TOKEN_PREFIX)) return ofAccessToken(db, accessTokenStatement(hashOf(token)), address);
  const access = await jwt.read(token);
  return access ? ofSession(db, access.sessionId, address) : null;
}

/**
 * Ten times the length of ours, in code units. A header is shorter anyway, but the value that a WebSocket sends instead may be
 * as long as a message.
 */
const MAX_TOKEN_LENGTH = 4_000;

/** The token of an Authorization header; undefined if there is none. */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization !== undefined && authorization.length > MAX_TOKEN_LENGTH) return undefined;
  return /^Bearer +([\w.~+/-]+=*)[ \t]*$/i.exec(authorization ?? '')?.[1];
}

/** The present rights of the viewer who opened a WebSocket; null if the session or token is no longer valid. */
export async function findViewerAgain(
  db: QueryExecutorProvider,
  { sessionId, tokenId }: Viewer,
  address: string,
): Promise<FoundViewer | null> {
  if (sessionId !== null) return ofSession(db, sessionId, address);
  return tokenId === null ? null : ofAccessToken(db, tokenStatement(sql`t.id = ${tokenId}::uuid`), address);
}

const PERMISSIONS_OF = (user: string) => sql`(select coalesce(array_agg(distinct p), '{}')
  from user_roles ur join roles r on r.id = ur.role_id, unnest(r.permissions) as p where ur.user_id = ${sql.ref(user)})`;

const ENDS_IN_MS = (moment: string) =>
  sql`(extract(epoch from ${sql.ref(moment)} - now()) * 1000)::float8 as ends_in_ms`;

const STALE = (moment: string) => {
  const isStaleAt = sql`${sql.ref(moment)} + ${sql.lit(LAST_USED_EXACT_TO)}::interval`;
  return sql`coalesce(${isStaleAt} < now(), true) as stale,
    (extract(epoch from ${isStaleAt} - now()) * 1000)::float8 as stale_in_ms`;
};

/** The statement that finds the viewer of a session. One parameter, its id. */
export function sessionStatement(sessionId: string): RawBuilder<ViewerRow> {
  return sql<ViewerRow>`select s.user_id, s.id, '{}'::text[] as own, ${PERMISSIONS_OF('s.user_id')} as permissions,
      ${STALE('s.last_used_at')}, ${ENDS_IN_MS('s.expires_at')}
    from sessions s join users u on u.id = s.user_id
    where s.id = ${sessionId}::uuid and s.revoked_at is null and s.expires_at > now() and u.status = 'ACTIVE'`;
}

/** The statement that finds the viewer of an access token. One parameter, its hash. */
export function accessTokenStatement(hash: Buffer): RawBuilder<ViewerRow> {
  return tokenStatement(sql`t.hash = ${hash}`);
}

/**
 * The present rights of the actor of a job; null if the user cannot sign in or the token was revoked. A job that was started in
 * a session goes on after the session.
 */
export async function findActor(
  db: QueryExecutorProvider,
  { userId, sessionId, tokenId }: Omit<Viewer, 'permissions'>,
): Promise<Viewer | null> {
  if (tokenId !== null) {
    const { rows } = await tokenStatement(sql`t.id = ${tokenId}::uuid`).execute(db);
    return rows[0] ? tokenViewer(rows[0]) : null;
  }
  const { rows } = await sql<{ permissions: Permission[] }>`select ${PERMISSIONS_OF('u.id')} as permissions
    from users u where u.id = ${userId}::uuid and u.status = 'ACTIVE'`.execute(db);
  return rows[0] ? { userId, sessionId, tokenId, permissions: new Set(rows[0].permissions) } : null;
}

function tokenStatement(which: RawBuilder<unknown>): RawBuilder<ViewerRow> {
  return sql<ViewerRow>`select t.user_id, t.id, t.permissions as own, ${PERMISSIONS_OF('t.user_id')} as permissions,
      ${STALE('t.last_used_at')}, ${ENDS_IN_MS('t.expires_at')}
    from access_tokens t left join users u on u.id = t.user_id
    where ${which} and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
      and (t.user_id is null or u.status = 'ACTIVE')`;
}

/**
 * The guard of a transaction: fails with a division by zero unless the viewer's session or token is still good and still has
 * all of their permissions. One statement by primary key.
 */
export function viewerGuard({ sessionId, tokenId, permissions }: Viewer): Kept<unknown> {
  const needed = [...permissions];
  if (sessionId !== null) {
    const build = () => sql`select 1 / count(*) from (${sessionStatement(sessionId)}) as v
      where v.permissions @> ${needed}::text[]`;
    return { lane: 'short', shape: 'guard of a session', values: [sessionId, needed], build };
  }
  const build = () => sql`select 1 / count(*) from (${tokenStatement(sql`t.id = ${tokenId}::uuid`)}) as v
    where v.own @> ${needed}::text[] and (v.user_id is null or v.permissions @> ${needed}::text[])`;
  return { lane: 'short', shape: 'guard of a token', values: [tokenId, needed, needed], build };
}

async function ofSession(
  db: QueryExecutorProvider,
  sessionId: string,
  address: string,
): Promise<FoundViewer | null> {
  const { rows } = await sessionStatement(sessionId).execute(db);
  const [row] = rows;
  if (!row) return null;
  if (row.stale) {
    await sql`update sessions set last_used_at = now(), address = ${address}
      where id = ${row.id}::uuid`.execute(db);
  }
  return { ...sessionViewer(row), endsInMs: row.ends_in_ms };
}

async function ofAccessToken(
  db: QueryExecutorProvider,
  statement: RawBuilder<ViewerRow>,
  address: string,
): Promise<FoundViewer | null> {
  const { rows } = await statement.execute(db);
  const [row] = rows;
  if (!row) return null;
  if (row.stale) {
    await sql`update access_tokens set last_used_at = now(), last_used_address = ${address}
      where id = ${row.id}::uuid`.execute(db);
  }
  return { ...tokenViewer(row), endsInMs: row.ends_in_ms };
}

type Known = Pick<ViewerRow, 'user_id' | 'id' | 'own' | 'permissions'>;

/** The viewer of the session that `sessionStatement` found. */
export function sessionViewer({ user_id, id, permissions }: Known): Viewer {
  return { userId: user_id, sessionId: id, tokenId: null, permissions: new Set(permissions) };
}

/**
 * The viewer of the token. A user's token has the permissions that both have, so reducing the user's rights reduces those of
 * the token.
 */
export function tokenViewer({ user_id, id, own, permissions }: Known): Viewer {
  const allowed = new Set(own);
  return {
    userId: user_id,
    sessionId: null,
    tokenId: id,
    permissions: user_id === null ? allowed : allowed.intersection(new Set(permissions)),
  };
}
