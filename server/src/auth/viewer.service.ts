import { type QueryExecutorProvider, sql } from 'kysely';
import type { Permission } from '../access/permission.enum.js';
import { TOKEN_PREFIX } from '../access/token-prefix.js';
import type { AccessJwt } from './access-jwt.js';
import { hashOf } from '../access/secret-text.js';
import type { Viewer } from '../access/viewer.js';

interface ViewerRow {
  user_id: string | null;
  id: string;
  permissions: Permission[];
}

/** How exactly `last_used_at` is kept: a write for each request would cost more than the request. */
const LAST_USED_EXACT_TO = '1 minute';

/**
 * Who sends an Authorization header; null for nobody, an expired or revoked one, and a user who may not sign in any
 * more. One statement by primary key or unique hash, with each request, so that what was revoked on one server is
 * revoked on all.
 */
export async function findViewer(
  db: QueryExecutorProvider,
  jwt: AccessJwt,
  authorization: string | undefined,
): Promise<Viewer | null> {
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? '') ?? [];
  if (!token) return null;
  if (token.startsWith(TOKEN_PREFIX)) return ofAccessToken(db, token);
  const sessionId = await jwt.read(token);
  return sessionId === undefined ? null : ofSession(db, sessionId);
}

const PERMISSIONS_OF = (user: string) => sql`(select coalesce(array_agg(distinct p), '{}')
  from user_roles ur join roles r on r.id = ur.role_id, unnest(r.permissions) as p where ur.user_id = ${sql.ref(user)})`;

async function ofSession(db: QueryExecutorProvider, sessionId: string): Promise<Viewer | null> {
  const { rows } = await sql<ViewerRow>`select s.user_id, s.id, ${PERMISSIONS_OF('s.user_id')} as permissions
    from sessions s join users u on u.id = s.user_id
    where s.id = ${sessionId}::uuid and s.revoked_at is null and s.expires_at > now() and u.status = 'ACTIVE'`.execute(
    db,
  );
  const [row] = rows;
  return row
    ? { userId: row.user_id, sessionId: row.id, tokenId: null, permissions: new Set(row.permissions) }
    : null;
}

/** A user's token may do what both may: whoever is lowered or let go takes their tokens along. */
async function ofAccessToken(db: QueryExecutorProvider, token: string): Promise<Viewer | null> {
  const { rows } = await sql<ViewerRow & { own: Permission[]; stale: boolean }>`select t.user_id, t.id,
      t.permissions as own, ${PERMISSIONS_OF('t.user_id')} as permissions,
      coalesce(t.last_used_at < now() - ${LAST_USED_EXACT_TO}::interval, true) as stale
    from access_tokens t left join users u on u.id = t.user_id
    where t.hash = ${hashOf(token)} and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
      and (t.user_id is null or u.status = 'ACTIVE')`.execute(db);
  const [row] = rows;
  if (!row) return null;
  if (row.stale)
    await sql`update access_tokens set last_used_at = now() where id = ${row.id}::uuid`.execute(db);
  const own = new Set(row.own);
  return {
    userId: row.user_id,
    sessionId: null,
    tokenId: row.id,
    permissions: row.user_id === null ? own : own.intersection(new Set(row.permissions)),
  };
}
