import { type QueryExecutorProvider, sql } from 'kysely';
import { tellAccessChange } from '../access/access-change.js';
import type { Permission } from '../access/permission.enum.js';
import { isInPerson, type Viewer } from '../access/viewer.js';
import { AuditAction } from '../audit/audit.enums.js';
import { type AuditDifference, recordAudit } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import { checkReachOf } from '../users/write/user.guard-rails.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { findAccessToken } from './access-token.list.js';
import type { TokenSelection } from './access-token.selection.js';
import { refused, targetOf, type TokenAnswer, write } from './access-token.service.js';
import type { AccessToken } from './access-token.types.js';

/** Revokes a token and those that were made with it, on every server at once. Idempotent. */
export function revokeAccessToken(
  context: RequestContext,
  id: string,
  asked: TokenSelection,
): Promise<TokenAnswer> {
  return write(context, asked, async (db, viewer) => {
    const token = await findAccessToken(db, viewer, id, new Set());
    if (!token) {
      throw refused({
        code: UserErrorCode.NOT_FOUND,
        path: ['id'],
        key: 'userError.notFound.accessToken',
      });
    }
    await checkMayRevoke(db, viewer, token);
    const revoked = await revoke(db, token.id);
    const ids = revoked.map((each) => each.id);
    await Promise.all([
      tellAccessChange(db, ids),
      ...revoked.map((each) => recordRevoked(db, context, each)),
    ]);
    return token.id;
  });
}

/**
 * Who may revoke a token: its user with a session, the token itself, the token with which it was made, and viewers with all
 * permissions of the other user.
 */
async function checkMayRevoke(db: QueryExecutorProvider, viewer: Viewer, token: AccessToken): Promise<void> {
  const userId = token.user?.id ?? null;
  if (viewer.tokenId === token.id || isInPerson(viewer, userId)) return;
  if (userId !== null && viewer.userId === userId) {
    if (await isMadeWith(db, token.id, viewer.tokenId)) return;
    throw refused({ code: UserErrorCode.NOT_ALLOWED, path: ['id'], key: 'userError.notAllowed.token' });
  }
  if (userId !== null) {
    await checkReachOf(db, viewer, userId, ['id']);
  } else if (!token.permissions.every((permission) => viewer.permissions.has(permission))) {
    throw refused({
      code: UserErrorCode.NOT_ALLOWED,
      path: ['id'],
      key: 'userError.notAllowed.accessToken',
    });
  }
}

/** Whether a token was made with another one, or with one that was. */
async function isMadeWith(db: QueryExecutorProvider, id: string, by: string | null): Promise<boolean> {
  const { rows } = await sql`with recursive makers as (
      select id, parent_id from access_tokens where id = ${id}::uuid
      union select t.id, t.parent_id from access_tokens t join makers m on t.id = m.parent_id
    )
    select from makers where id = ${by}::uuid`.execute(db);
  return rows.length > 0;
}

/** Revokes all tokens of a user, in the transaction of the change that requires it. */
export async function revokeTokensOf(
  db: QueryExecutorProvider,
  context: RequestContext,
  userId: string,
): Promise<void> {
  const { rows } = await sql<RevokedToken>`update access_tokens set revoked_at = now()
    where user_id = ${userId}::uuid and revoked_at is null and (expires_at is null or expires_at > now())
    returning id, user_id, name, permissions`.execute(db);
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await Promise.all([
    tellAccessChange(db, ids),
    ...rows.map((row) => recordRevoked(db, context, row, userId)),
  ]);
}

function recordRevoked(
  db: QueryExecutorProvider,
  context: RequestContext,
  { id, user_id, name, permissions }: RevokedToken,
  actorId?: string,
): Promise<void> {
  const changes: Record<string, AuditDifference> = {
    name: { before: name, after: null },
    permissions: { before: permissions, after: null },
  };
  const target = targetOf(id, user_id);
  const action = AuditAction.TOKEN_REVOKED;
  return recordAudit(db, context, { action, target, changes, ...(actorId !== undefined && { actorId }) });
}

interface RevokedToken {
  id: string;
  user_id: string | null;
  name: string;
  permissions: Permission[];
}

async function revoke(db: QueryExecutorProvider, id: string): Promise<RevokedToken[]> {
  const revoked: RevokedToken[] = [];
  for (;;) {
    const { rows } = await sql<RevokedToken>`with recursive family as (
        select id from access_tokens where id = ${id}::uuid
        union select t.id from access_tokens t join family f on t.parent_id = f.id
      )
      update access_tokens t set revoked_at = now() from family f
      where t.id = f.id and t.revoked_at is null
      returning t.id, t.user_id, t.name, t.permissions`.execute(db);
    revoked.push(...rows);
    // A token that was made with one of them while this statement waited is found by the next round.
    if (rows.length === 0) return revoked;
  }
}
