import { type QueryExecutorProvider, sql } from 'kysely';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { tellAccessChange } from '../access/access-change.js';
import type { Permission } from '../access/permission.enum.js';
import { hashOf, newSecret } from '../access/secret-text.js';
import { TOKEN_PREFIX } from '../access/token-prefix.js';
import { isInPerson, type Viewer } from '../access/viewer.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { type AuditDifference, recordAudit } from '../audit/audit.service.js';
import { inPerson } from '../auth/own-session.js';
import { checkProofOrRecent, type Proof } from '../auth/proof.service.js';
import { checkStands } from '../auth/standing.service.js';
import type { RequestContext } from '../context.js';
import type { Claim } from '../idempotency/idempotency-key.js';
import { keepResult, takeKey } from '../idempotency/idempotency.service.js';
import { checkReach } from '../users/user.guard-rails.js';
import {
  type Refusal,
  RefusedError,
  toUserError,
  type UserError,
  UserErrorCode,
} from '../users/user-error.type.js';
import { readText } from '../users/user.validation.js';
import { findAccessToken } from './access-token.list.js';
import type { TokenSelection } from './access-token.selection.js';
import type { AccessToken, CreateAccessTokenInput } from './access-token.types.js';

/** Active ones of one user, or of nobody: enough for every script, and too few to hide one among. */
const MOST_ACTIVE = 100;

const MOST_NAME_CHARACTERS = 100;

/** After the prefix: 24 of the 256 bits, which leave nobody anything to guess. */
const HINT_CHARACTERS = 4;

/** "token" in ASCII, cut to 32 bits: with it a user's tokens are counted and made one after the other. */
const TOKENS_LOCK = 0x746f6b65;

/** Its hash alone is kept: who lost the answer revokes the token by its id, and makes another with another key. */
const SHOWN_ALREADY: Refusal = {
  code: UserErrorCode.ALREADY_DONE,
  path: [],
  key: 'userError.alreadyDone.accessToken',
};

export interface TokenAnswer {
  accessToken: AccessToken | null;
  userErrors: UserError[];
}

/**
 * Makes a token that acts as the viewer, who proves that it is they: it signs in without their factors, and outlives the
 * session; made with an operator's token, one that belongs to nobody. It allows no more
 * than the viewer may do. One made with a token ends with that one at the latest, by time or by being revoked: or
 * whoever found a token could make it last.
 */
export async function createAccessToken(
  context: RequestContext,
  input: CreateAccessTokenInput,
  asked: TokenSelection,
  proof: Proof,
  claim?: Claim,
): Promise<TokenAnswer & { token: string | null }> {
  const own = inPerson(context.viewer);
  const verified = own ? await checkProofOrRecent(context, own, proof) : {};
  if ('key' in verified) {
    return { accessToken: null, token: null, userErrors: [toUserError(verified, context.locale)] };
  }
  const token = newSecret(TOKEN_PREFIX);
  let isRepeated = false;
  const answer = await write(context, asked, async (em, viewer) => {
    const db = em.getKysely();
    if (own) await checkStands(db, own, verified);
    const made = claim && (await takeKey(db, claim));
    if (made !== undefined) {
      isRepeated = true;
      return made;
    }
    const name = readInput(viewer, input);
    await checkLifetime(db, viewer, input.expiresAt ?? null);
    await checkCount(db, viewer.userId);
    const { rows } = await sql<{ id: string }>`insert into access_tokens
      (user_id, name, hash, hint, permissions, expires_at, parent_id)
      values (${viewer.userId}::uuid, ${name}, ${hashOf(token)},
        ${token.slice(0, TOKEN_PREFIX.length + HINT_CHARACTERS)}, ${unique(input.permissions)}::text[],
        ${input.expiresAt?.toISOString() ?? null}::timestamptz, ${viewer.tokenId}::uuid)
      returning id`.execute(db);
    const { id } = rows[0] as { id: string };
    await recordAudit(db, context, {
      action: AuditAction.TOKEN_CREATED,
      target: targetOf(id, viewer.userId),
      changes: {
        name: { before: null, after: name },
        permissions: { before: null, after: unique(input.permissions) },
        expiresAt: { before: null, after: input.expiresAt?.toISOString() ?? null },
      },
    });
    if (claim) await keepResult(db, claim, id);
    return id;
  });
  if (isRepeated) {
    return { ...answer, token: null, userErrors: [toUserError(SHOWN_ALREADY, context.locale)] };
  }
  return { ...answer, token: answer.accessToken ? token : null };
}

/** Revokes a token and those that were made with it, on every server at once. Doing it twice is no error. */
export function revokeAccessToken(
  context: RequestContext,
  id: string,
  asked: TokenSelection,
): Promise<TokenAnswer> {
  return write(context, asked, async (em, viewer) => {
    const db = em.getKysely();
    const token = await findAccessToken(db, viewer, id, new Set());
    if (!token) {
      throw refused({
        code: UserErrorCode.NOT_FOUND,
        path: ['id'],
        key: 'userError.notFound.accessToken',
      });
    }
    await checkMayRevoke(em, viewer, token);
    const revoked = await revoke(db, token.id);
    await tellAccessChange(
      db,
      revoked.map((each) => each.id),
    );
    for (const each of revoked) await recordRevoked(db, context, each);
    return token.id;
  });
}

async function write(
  context: RequestContext,
  asked: TokenSelection,
  change: (em: SqlEntityManager, viewer: Viewer) => Promise<string>,
): Promise<TokenAnswer> {
  const { viewer } = context;
  // Each of these fields asks for somebody who is signed in.
  if (!viewer) throw new Error('a write without a viewer');
  try {
    const accessToken = await context.em.transactional(async (em) => {
      const id = await change(em, viewer);
      const db = em.getKysely();
      return (await findAccessToken(db, viewer, id, asked)) ?? null;
    });
    return { accessToken, userErrors: [] };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const userErrors = error.refusals.map((refusal) => toUserError(refusal, context.locale));
    return { accessToken: null, userErrors };
  }
}

/** Checks what can be checked without the database. Answers with the name as it is to be stored. */
function readInput(viewer: Viewer, { name, permissions, expiresAt }: CreateAccessTokenInput): string {
  const refusals: Refusal[] = [];
  const text = readText(name, { max: MOST_NAME_CHARACTERS, required: true });
  if (typeof text === 'object' && text !== null) refusals.push({ ...text, path: ['input', 'name'] });
  const path = ['input', 'permissions'];
  if (permissions.length === 0) {
    refusals.push({ code: UserErrorCode.REQUIRED, path, key: 'userError.required.permission' });
  } else if (!permissions.every((permission) => viewer.permissions.has(permission))) {
    refusals.push({ code: UserErrorCode.NOT_ALLOWED, path, key: 'userError.notAllowed.permissions' });
  }
  if (expiresAt && expiresAt.getTime() <= Date.now()) {
    refusals.push({
      code: UserErrorCode.INVALID,
      path: ['input', 'expiresAt'],
      key: 'userError.invalid.past',
    });
  }
  if (typeof text !== 'string' || refusals.length > 0) throw new RefusedError(refusals);
  return text;
}

/** The token that asks is taken for this transaction: it is not revoked before what it makes is there to be revoked. */
async function checkLifetime(
  db: QueryExecutorProvider,
  { tokenId }: Viewer,
  expiresAt: Date | null,
): Promise<void> {
  if (tokenId === null) return;
  const { rows } = await sql<{ outlived: boolean }>`select
      expires_at is not null and coalesce(${expiresAt?.toISOString() ?? null}::timestamptz, 'infinity') > expires_at
        as outlived
    from access_tokens where id = ${tokenId}::uuid and revoked_at is null for share`.execute(db);
  if (rows[0]?.outlived === false) return;
  throw refused({
    code: UserErrorCode.NOT_ALLOWED,
    path: ['input', 'expiresAt'],
    key: 'userError.notAllowed.outlive',
  });
}

async function checkCount(db: QueryExecutorProvider, userId: string | null): Promise<void> {
  await sql`select pg_advisory_xact_lock(${TOKENS_LOCK}, hashtext(${userId ?? ''}))`.execute(db);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from access_tokens
    where user_id is not distinct from ${userId}::uuid and revoked_at is null
      and (expires_at is null or expires_at > now())`.execute(db);
  if ((rows[0]?.count ?? 0) < MOST_ACTIVE) return;
  throw refused({
    code: UserErrorCode.LIMIT,
    path: ['input'],
    key: 'userError.limit.accessTokens',
    params: { max: MOST_ACTIVE },
  });
}

/**
 * One's own in person, and by a token itself and what was made with it; others' by who may do all that they may.
 */
async function checkMayRevoke(em: SqlEntityManager, viewer: Viewer, token: AccessToken): Promise<void> {
  const userId = token.user?.id ?? null;
  if (viewer.tokenId === token.id || isInPerson(viewer, userId)) return;
  if (userId !== null && viewer.userId === userId) {
    if (await isMadeWith(em.getKysely(), token.id, viewer.tokenId)) return;
    throw refused({ code: UserErrorCode.NOT_ALLOWED, path: ['id'], key: 'userError.notAllowed.token' });
  }
  if (userId !== null) {
    await checkReach(em, viewer, userId, ['id']);
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

/** Revokes all tokens of a user, in the transaction of what takes them away. */
export async function revokeTokensOf(
  db: QueryExecutorProvider,
  context: RequestContext,
  userId: string,
): Promise<void> {
  const { rows } = await sql<RevokedToken>`update access_tokens set revoked_at = now()
    where user_id = ${userId}::uuid and revoked_at is null and (expires_at is null or expires_at > now())
    returning id, user_id, name, permissions`.execute(db);
  if (rows.length === 0) return;
  await tellAccessChange(
    db,
    rows.map(({ id }) => id),
  );
  for (const row of rows) await recordRevoked(db, context, row, userId);
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
    // What was being made with one of them while this statement waited for it is seen by the next.
    if (rows.length === 0) return revoked;
  }
}

/** What is a user's own stands in the user's trail. */
function targetOf(id: string, userId: string | null) {
  return userId === null
    ? { type: AuditTargetType.ACCESS_TOKEN, id }
    : { type: AuditTargetType.USER, id: userId };
}

function refused(refusal: Refusal): RefusedError {
  return new RefusedError([refusal]);
}

function unique(permissions: Permission[]): Permission[] {
  return [...new Set(permissions)];
}
