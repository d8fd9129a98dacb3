import { type QueryExecutorProvider, sql } from 'kysely';
import { hashOf, newSecret } from '../../access/secret-text.js';
import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import { composeMail, mailLocale } from '../../mail/mail.text.js';
import { endChallenges } from '../second-factor/second-factor.service.js';
import { revokeSessionsOf } from '../../sessions/session.service.js';
import { revokeTokensOf } from '../../tokens/token-revocation.service.js';
import { UserChangeKind } from '../../users/news/user-change.type.js';
import type { Refusal } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError } from '../../refusals/user-error.type.js';
import { lockUserRow, setUser } from '../../users/write/written-user.row.js';
import { checkPassword } from '../../users/validation/user.validation.js';
import type { ResetPasswordInput, ResetPasswordPayload } from '../links/account-link.payloads.js';
import { mailNotice } from '../account-notice.service.js';
import { BUSY, hashNewPassword } from './new-password.service.js';
import { forgetAttempts, limitKey, networkOf } from '../sign-in/sign-in-limit.js';

/** Who may get a link to a new password. */
export interface ResetHolder {
  id: string;
  email: string;
  displayName: string;
  givenName: string | null;
  familyName: string | null;
  locale: string | null;
}

const HOLDER = sql`u.id, u.email, u.display_name as "displayName", u.given_name as "givenName",
  u.family_name as "familyName", u.locale`;

/**
 * Makes a link to a new password. It is valid once and for an hour; earlier links keep their own hour. Call it in the
 * transaction of the operation that asks for it.
 */
export async function issueReset(
  db: QueryExecutorProvider,
  context: RequestContext,
  userId: string,
): Promise<string> {
  const secret = newSecret();
  await sql`delete from password_resets where expires_at < now()`.execute(db);
  await sql`insert into password_resets (hash, user_id, expires_at)
    values (${hashOf(secret)}, ${userId}::uuid, now() + interval '1 hour')`.execute(db);
  await recordAudit(db, context, {
    action: AuditAction.PASSWORD_RESET_REQUESTED,
    target: { type: AuditTargetType.USER, id: userId },
  });
  return secret;
}

/** Resolves with whether the mail server accepted it. */
export function mailReset(context: RequestContext, holder: ResetHolder, secret: string): Promise<boolean> {
  const { mailer, links, locale } = context;
  const link = `${links.mailed}/reset#${secret}`;
  const text = composeMail('reset', mailLocale(holder.locale, locale), holder.displayName, link);
  return mailer.send(holder, text);
}

/** The user with this address who can sign in with a password. */
export async function findHolderByEmail(
  db: QueryExecutorProvider,
  address: string,
): Promise<ResetHolder | undefined> {
  const { rows } =
    await sql<ResetHolder>`select ${HOLDER} from users u where lower(u.email) = lower(${address})
    and u.deleted_at is null and u.status = 'ACTIVE' and u.password_hash is not null`.execute(db);
  return rows[0];
}

/** The user of a link, while the link is valid. */
export async function findHolderBySecret(
  db: QueryExecutorProvider,
  secret: string,
): Promise<(ResetHolder & { expiresAt: string; accessTokenCount: number }) | undefined> {
  const { rows } = await sql<
    ResetHolder & { expiresAt: string; accessTokenCount: number }
  >`select ${HOLDER}, r.expires_at as "expiresAt", (select count(*)::int from access_tokens t
      where t.user_id = u.id and t.revoked_at is null and (t.expires_at is null or t.expires_at > now()))
      as "accessTokenCount"
    from password_resets r join users u on u.id = r.user_id
    where r.hash = ${hashOf(secret)} and r.expires_at > now() and u.status = 'ACTIVE'`.execute(db);
  return rows[0];
}

const LINK_IS_OLD: Refusal = {
  code: UserErrorCode.NOT_FOUND,
  path: ['input', 'token'],
  key: 'userError.notFound.resetLink',
};

/**
 * Sets a new password with the secret of a link, and ends all sessions. It uses up this link and all others of the user. It
 * does not sign the user in: access to the mail does not prove the second factor.
 */
export async function resetPassword(
  context: RequestContext,
  { token, password, keepAccessTokens }: ResetPasswordInput,
): Promise<ResetPasswordPayload> {
  const { db, origin, locale } = context;
  const refuse = (...refusals: Refusal[]) => ({
    email: null,
    userErrors: refusals.map((refusal) => toUserError(refusal, locale)),
  });
  // Before hashing: else a stranger could make the server hash at will.
  const holder = await findHolderBySecret(db, token);
  if (!holder) return refuse(LINK_IS_OLD);
  const refusals = checkPassword(password, holder);
  if (refusals.length > 0) return refuse(...refusals);
  const passwordHash = await hashNewPassword(context, password);
  if (passwordHash === undefined) return refuse(BUSY);
  const isDone = await context.transaction(async (db) => {
    const user = await lockUserRow(db, holder.id);
    // Checked again: while the password was hashed, the link may have been used or the user deactivated.
    if (!user || !(await findHolderBySecret(db, token))) return false;
    // A trigger voids the links of a user whose password has changed: this one, and all others.
    await setUser(db, user.id, { passwordHash });
    await revokeSessionsOf(db, user.id);
    if (!keepAccessTokens) await revokeTokensOf(db, context, user.id);
    await endChallenges(db, user.id);
    await forgetAttempts(db, limitKey(user.email, networkOf(origin.address)));
    await recordAudit(db, context, {
      action: AuditAction.PASSWORD_CHANGED,
      target: { type: AuditTargetType.USER, id: user.id },
      changes: { password: { before: null, after: null } },
      actorId: user.id,
    });
    return true;
  });
  if (!isDone) return refuse(LINK_IS_OLD);
  context.changes.publish(UserChangeKind.UPDATED, holder.id);
  mailNotice(context, holder.id, 'passwordChanged');
  return { email: holder.email, userErrors: [] };
}
