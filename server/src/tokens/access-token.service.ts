import { type QueryExecutorProvider, sql } from 'kysely';
import type { Permission } from '../access/permission.enum.js';
import { hashOf, newSecret } from '../access/secret-text.js';
import { TOKEN_PREFIX } from '../access/token-prefix.js';
import { inPerson, type Viewer } from '../access/viewer.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { recordAudit } from '../audit/audit.service.js';
import { checkProofOrRecent, type Proof } from '../auth/proof.service.js';
import { checkStands } from '../auth/viewer/standing.service.js';
import type { RequestContext } from '../context.js';
import type { Claim } from '../idempotency/idempotency-key.rule.js';
import { keepResult, takeKey } from '../idempotency/idempotency.service.js';
import { type Refusal, RefusedError } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { toUserError, type UserError } from '../refusals/user-error.type.js';
import { readText } from '../texts/text.rule.js';
import { findAccessToken } from './access-token.list.js';
import type { TokenSelection } from './access-token.selection.js';
import type { AccessToken, CreateAccessTokenInput } from './access-token.types.js';

/** Active tokens per user, or without a user: enough for every script, and too few to hide one among them. */
const MAX_ACTIVE = 100;

const MAX_NAME_LENGTH = 100;

/** Characters after the prefix: 24 of the 256 bits, so the rest cannot be guessed. */
const HINT_CHARACTERS = 4;

/** "token" in ASCII, cut to 32 bits. With this lock, a user's tokens are counted and created one after another. */
const TOKENS_LOCK = 0x746f6b65;

/**
 * Only its hash is stored. A client that lost the answer revokes the token by its id, and makes another one with another key.
 */
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
 * Makes a token that acts as the viewer. The viewer has to give proof, as the token needs no factors and outlives the session.
 * A token made with an operator's token belongs to no user. It has no more permissions than the viewer. A token made with
 * another token expires or is revoked with that one at the latest: else a finder of a token could extend its life.
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
  const answer = await write(context, asked, async (db, viewer) => {
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

/** The only function that writes tokens: the change and its answer, in one transaction. */
export async function write(
  context: RequestContext,
  asked: TokenSelection,
  change: (db: QueryExecutorProvider, viewer: Viewer) => Promise<string>,
): Promise<TokenAnswer> {
  const { viewer } = context;
  // Each of these fields needs a signed-in user, so there is a viewer.
  if (!viewer) throw new Error('a write without a viewer');
  try {
    const accessToken = await context.transaction(async (db) => {
      const id = await change(db, viewer);
      return (await findAccessToken(db, viewer, id, asked)) ?? null;
    });
    return { accessToken, userErrors: [] };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const userErrors = error.refusals.map((refusal) => toUserError(refusal, context.locale));
    return { accessToken: null, userErrors };
  }
}

/** Checks all that needs no database. Returns the stored form of the name. */
function readInput(viewer: Viewer, { name, permissions, expiresAt }: CreateAccessTokenInput): string {
  const refusals: Refusal[] = [];
  const text = readText(name, { max: MAX_NAME_LENGTH, required: true });
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

/**
 * Locks the token of the request for this transaction, so that it cannot be revoked before the new token exists and is revoked
 * with it.
 */
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
  if ((rows[0]?.count ?? 0) < MAX_ACTIVE) return;
  throw refused({
    code: UserErrorCode.LIMIT,
    path: ['input'],
    key: 'userError.limit.accessTokens',
    params: { max: MAX_ACTIVE },
  });
}

/** A user's token is audited as a change of the user. */
export function targetOf(id: string, userId: string | null) {
  return userId === null
    ? { type: AuditTargetType.ACCESS_TOKEN, id }
    : { type: AuditTargetType.USER, id: userId };
}

export function refused(refusal: Refusal): RefusedError {
  return new RefusedError([refusal]);
}

function unique(permissions: Permission[]): Permission[] {
  return [...new Set(permissions)];
}
