import { type QueryExecutorProvider, sql } from 'kysely';
import { hashOf, newSecret } from '../../access/secret-text.js';
import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import { composeMail, mailLocale } from '../../mail/mail.text.js';
import { UserChangeKind } from '../../users/news/user-change.type.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError } from '../../refusals/user-error.type.js';
import { isEmailTaken, lockUserRow, setUser, type WrittenUser } from '../../users/write/written-user.row.js';
import { findUserByEmail } from '../../users/user.row.js';
import { readTexts } from '../../users/validation/user.validation.js';
import { mailNotice } from '../account-notice.service.js';
import type { OwnSession } from '../viewer/own-session.js';
import { checkProofOrRecent, type Proof } from '../proof.service.js';
import { answerSecurity, type SecurityAnswer } from '../second-factor/security.service.js';
import { countAttempt, limitKey } from '../sign-in/sign-in-limit.js';
import { checkStands, type Verified } from '../viewer/standing.service.js';
import type { ConfirmEmailPayload } from './email-change.types.js';

/** A limit on mails, as the address may belong to anybody. */
const REQUESTS = { attempts: 5, minutes: 60 };

const PATH = ['input', 'email'];
const TAKEN: Refusal = { code: UserErrorCode.EMAIL_TAKEN, path: PATH, key: 'userError.emailTaken' };
const SAME: Refusal = { code: UserErrorCode.INVALID, path: PATH, key: 'userError.invalid.sameEmail' };
const LINK_IS_OLD: Refusal = {
  code: UserErrorCode.NOT_FOUND,
  path: ['input', 'token'],
  key: 'userError.notFound.emailLink',
};

/**
 * Changes the viewer's own address. Password links go to that address, so this needs the same proof as a new passkey. With a
 * mail server, the new address is confirmed by a link first, and the old address gets a notice. Without one, the address
 * changes at once.
 */
export async function changeEmail(
  context: RequestContext,
  own: OwnSession,
  given: string,
  proof: Proof,
): Promise<SecurityAnswer> {
  const { texts, refusals } = readTexts({ email: given }, context.addresses);
  const { email } = texts;
  if (refusals.length > 0 || !email) return answerSecurity(context, own, ...refusals);
  const verified = await checkProofOrRecent(context, own, proof);
  if ('key' in verified) return answerSecurity(context, own, verified);
  try {
    if (context.mailer.isSetUp) await requestChange(context, own, email, verified);
    else await changeAtOnce(context, own, email, verified);
    return await answerSecurity(context, own);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return answerSecurity(context, own, ...error.refusals);
  }
}

async function changeAtOnce(
  context: RequestContext,
  own: OwnSession,
  email: string,
  verified: Verified,
): Promise<void> {
  await inTransaction(context, async (db) => {
    await checkStands(db, own, verified);
    await setEmail(db, context, own.userId, email);
  });
  context.changes.publish(UserChangeKind.UPDATED, own.userId);
}

/** A user has one request at a time: a new one replaces the one before. */
async function requestChange(
  context: RequestContext,
  own: OwnSession,
  email: string,
  verified: Verified,
): Promise<void> {
  const { db, mailer, links, locale } = context;
  const { userId } = own;
  const secret = newSecret();
  const limit = limitKey(`e-mail of ${userId}`, '');
  const { minutesToWait: minutes } = await countAttempt(db, limit, REQUESTS);
  if (minutes !== undefined) {
    const key = 'userError.tooManyAttempts';
    throw new RefusedError([{ code: UserErrorCode.LIMIT, path: PATH, key, params: { minutes } }]);
  }
  const user = await inTransaction(context, async (db) => {
    await checkStands(db, own, verified);
    const before = (await lockUserRow(db, userId)) as WrittenUser;
    if (before.email === email) throw new RefusedError([SAME]);
    const holder = await findUserByEmail(db, email, { fields: new Set() });
    if (holder && holder.id !== userId) throw new RefusedError([TAKEN]);
    await sql`insert into email_changes (user_id, hash, email, expires_at)
      values (${userId}::uuid, ${hashOf(secret)}, ${email}, now() + interval '1 hour')
      on conflict on constraint email_changes_pkey do update
        set hash = excluded.hash, email = excluded.email, expires_at = excluded.expires_at`.execute(db);
    await recordAudit(db, context, {
      action: AuditAction.EMAIL_CHANGE_REQUESTED,
      target: { type: AuditTargetType.USER, id: userId },
      changes: { email: { before: before.email, after: email } },
    });
    return before;
  });
  const { displayName } = user;
  const mail = composeMail(
    'email',
    mailLocale(user.locale ?? null, locale),
    displayName,
    `${links.mailed}/confirm-email#${secret}`,
  );
  mailer.later(async () => void (await mailer.send({ email, displayName }, mail)));
  mailNotice(context, userId, 'emailAsked');
}

/** Cancels an address change that is not confirmed yet. Idempotent. */
export async function cancelEmailChange(context: RequestContext, own: OwnSession): Promise<SecurityAnswer> {
  await sql`delete from email_changes where user_id = ${own.userId}::uuid`.execute(context.db);
  return answerSecurity(context, own);
}

/** The new address that a link confirms, while the link is valid. */
export async function findEmailChange(
  db: QueryExecutorProvider,
  secret: string,
): Promise<{ userId: string; email: string; displayName: string; expiresAt: string } | undefined> {
  const { rows } = await sql<{ userId: string; email: string; displayName: string; expiresAt: string }>`
    select u.id as "userId", c.email, u.display_name as "displayName", c.expires_at as "expiresAt"
    from email_changes c join users u on u.id = c.user_id
    where c.hash = ${hashOf(secret)} and c.expires_at > now() and u.status = 'ACTIVE'`.execute(db);
  return rows[0];
}

/**
 * Sets the new address with the secret of its link. It does not sign the user in: reading a mail does not prove the password.
 */
export async function confirmEmail(context: RequestContext, token: string): Promise<ConfirmEmailPayload> {
  const { db, locale } = context;
  const found = await findEmailChange(db, token);
  const refuse = (refusals: Refusal[]) => ({
    email: null,
    userErrors: refusals.map((refusal) => toUserError(refusal, locale)),
  });
  if (!found) return refuse([LINK_IS_OLD]);
  const { userId, email } = found;
  try {
    const before = await inTransaction(context, async (tx) => {
      await sql`select from users where id = ${userId}::uuid for update`.execute(tx);
      // Checked again: the link may have been used meanwhile, or voided by a new password.
      if (!(await findEmailChange(tx, token))) throw new RefusedError([LINK_IS_OLD]);
      return setEmail(tx, context, userId, email);
    });
    context.changes.publish(UserChangeKind.UPDATED, userId);
    mailNotice(context, userId, 'emailChanged', before);
    return { email, userErrors: [] };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return refuse(error.refusals);
  }
}

/** Returns the previous address. A trigger voids all links of the user, this one included. */
async function setEmail(
  db: QueryExecutorProvider,
  context: RequestContext,
  userId: string,
  email: string,
): Promise<string> {
  const { email: before } = (await lockUserRow(db, userId)) as WrittenUser;
  if (before === email) throw new RefusedError([SAME]);
  await setUser(db, userId, { email });
  await recordAudit(db, context, {
    action: AuditAction.USER_UPDATED,
    target: { type: AuditTargetType.USER, id: userId },
    changes: { email: { before, after: email } },
    actorId: userId,
  });
  return before;
}

/** A taken address shows as a violation of the unique constraint. */
async function inTransaction<T>(
  context: RequestContext,
  work: (db: QueryExecutorProvider) => Promise<T>,
): Promise<T> {
  try {
    return await context.transaction(work);
  } catch (error) {
    throw isEmailTaken(error) ? new RefusedError([TAKEN]) : error;
  }
}
