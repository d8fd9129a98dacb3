import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import { LinkDelivery } from '../../invitations/invitation.enums.js';
import { isUuid } from '../../pagination/cursor.js';
import { typedAddress } from '../../users/validation/email-address.validation.js';
import { UserStatus } from '../../users/user.enums.js';
import { checkNotSelf, checkReachOf } from '../../users/write/user.guard-rails.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError } from '../../refusals/user-error.type.js';
import type {
  RequestPasswordResetPayload,
  SendPasswordResetPayload,
} from '../links/account-link.payloads.js';
import { findHolderByEmail, issueReset, mailReset, type ResetHolder } from './password-reset.service.js';
import { countAttempt, limitKey, networkOf } from '../sign-in/sign-in-limit.js';

/** Requests for one address from one network. */
const REQUESTS = { attempts: 5, minutes: 15 };

/** Requests from one network for any addresses. An office shares one network. */
const REQUESTS_OF_A_NETWORK = { attempts: 30, minutes: 15 };

/**
 * Mails to one person, from any network. A request beyond this limit is not refused, else a stranger could block a person's
 * reset. The links mailed within the hour are still valid.
 */
const MAILS = { attempts: 5, minutes: 60 };

/** How long an administrator waits for the mail server's answer. */
const DELIVERY_MS = 5_000;

/**
 * Mails a link to a new password to the user with the address. The answer and its time are the same for an unknown address:
 * everything that depends on the user is done after the answer.
 */
export async function requestPasswordReset(
  context: RequestContext,
  email: string,
): Promise<RequestPasswordResetPayload> {
  const { db, mailer, origin, locale } = context;
  const refuse = (refusal: Refusal) => ({ userErrors: [toUserError(refusal, locale)] });
  if (!mailer.isSetUp) {
    return refuse({ code: UserErrorCode.INVALID, path: ['input'], key: 'userError.reset.noMail' });
  }
  const network = networkOf(origin.address);
  const address = typedAddress(email);
  const minutes =
    (await countAttempt(db, limitKey('reset', network), REQUESTS_OF_A_NETWORK)).minutesToWait ??
    (await countAttempt(db, limitKey(`reset ${address ?? ''}`, network), REQUESTS)).minutesToWait;
  if (minutes !== undefined) {
    const key = 'userError.tooManyAttempts';
    return refuse({ code: UserErrorCode.LIMIT, path: ['input'], key, params: { minutes } });
  }
  mailer.later(() => mailToHolder(context, address));
  return { userErrors: [] };
}

async function mailToHolder(context: RequestContext, address: string | undefined): Promise<void> {
  const { db } = context;
  const holder = address === undefined ? undefined : await findHolderByEmail(db, address);
  const mayMail =
    holder && (await countAttempt(db, limitKey(`reset ${holder.id}`, ''), MAILS)).minutesToWait === undefined;
  if (!holder || !mayMail) {
    // The entry omits what was typed: it may be a real address all the same, or a password in the wrong field.
    return recordAudit(db, context, {
      action: AuditAction.PASSWORD_RESET_REQUESTED,
      ...(holder && { target: { type: AuditTargetType.USER, id: holder.id } }),
    });
  }
  const secret = await context.transaction((tx) => issueReset(tx, context, holder.id));
  await mailReset(context, holder, secret);
}

/** Makes a link to a new password for another user. It is mailed to the user, or returned to the caller. */
export async function sendPasswordReset(
  context: RequestContext,
  id: string,
): Promise<SendPasswordResetPayload> {
  const { viewer, mailer, links, locale } = context;
  // The field needs a permission, so there is always a viewer.
  if (!viewer) throw new Error('a write without a viewer');
  try {
    const { holder, secret } = await context.transaction(async (db) => {
      const { rows } = await sql<ResetHolder & { status: UserStatus }>`select id, email,
        display_name as "displayName", locale, status from users
        where id = ${isUuid(id) ? id : null}::uuid and deleted_at is null for update`.execute(db);
      const [found] = rows;
      if (!found) throw refused(UserErrorCode.NOT_FOUND, 'userError.notFound.user');
      // Otherwise an attacker at an open session could set a new password by it.
      checkNotSelf(viewer, found.id, ['id']);
      await checkReachOf(db, viewer, found.id, ['id']);
      if (found.status !== UserStatus.ACTIVE)
        throw refused(UserErrorCode.INVALID, 'userError.reset.notActive');
      return { holder: found, secret: await issueReset(db, context, found.id) };
    });
    if (!mailer.isSetUp) {
      return { link: `${links.shown}/reset#${secret}`, delivery: LinkDelivery.LINK, userErrors: [] };
    }
    return { link: null, delivery: await deliver(context, holder, secret), userErrors: [] };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const userErrors = error.refusals.map((refusal) => toUserError(refusal, locale));
    return { link: null, delivery: null, userErrors };
  }
}

/** Runs after the commit, and waits for a limited time. With a slow mail server the delivery goes on after the answer. */
async function deliver(context: RequestContext, holder: ResetHolder, secret: string): Promise<LinkDelivery> {
  const sending = mailReset(context, holder, secret);
  context.mailer.later(async () => void (await sending));
  const timer = new AbortController();
  const late = delay(DELIVERY_MS, undefined, { signal: timer.signal }).catch(() => undefined);
  const isTaken = await Promise.race([sending, late]);
  timer.abort();
  if (isTaken === undefined) return LinkDelivery.SENDING;
  return isTaken ? LinkDelivery.SENT : LinkDelivery.FAILED;
}

function refused(code: UserErrorCode, key: Refusal['key']): RefusedError {
  return new RefusedError([{ code, path: ['id'], key }]);
}
