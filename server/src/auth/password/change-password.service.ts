import { sql } from 'kysely';
import { AuditAction } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import { revokeSessionsOf } from '../../sessions/session.service.js';
import type { Refusal } from '../../refusals/refusal.js';
import { toUserError, type UserError } from '../../refusals/user-error.type.js';
import { checkPassword } from '../../users/validation/user.validation.js';
import type { ChangePasswordInput } from '../auth.inputs.js';
import { mailNotice } from '../account-notice.service.js';
import { BUSY, hashNewPassword } from './new-password.service.js';
import type { OwnSession } from '../viewer/own-session.js';
import { checkOwnPassword } from '../proof.service.js';
import { checkStands } from '../viewer/standing.service.js';
import { about, endChallenges } from '../second-factor/second-factor.service.js';

/** Sets a user's new password. It ends all other sessions of the user, and all unfinished sign-ins. */
export async function changePassword(
  context: RequestContext,
  own: OwnSession,
  { currentPassword, newPassword }: ChangePasswordInput,
): Promise<{ userErrors: UserError[] }> {
  const refuse = (...refusals: Refusal[]) => ({
    userErrors: refusals.map((refusal) => toUserError(refusal, context.locale)),
  });
  const { userId, sessionId } = own;
  const { rows } = await sql<{
    email: string;
    displayName: string;
  }>`select email, display_name as "displayName"
    from users where id = ${userId}::uuid`.execute(context.db);
  const weak = checkPassword(newPassword, rows[0]).map((each) => ({
    ...each,
    path: ['input', 'newPassword'],
  }));
  if (weak.length > 0) return refuse(...weak);
  const verified = await checkOwnPassword(context, own, currentPassword, ['input', 'currentPassword']);
  if ('key' in verified) return refuse(verified);
  const hash = await hashNewPassword(context, newPassword, true);
  if (hash === undefined) return refuse(BUSY);
  await context.transaction(async (db) => {
    await checkStands(db, own, verified);
    await sql`update users set password_hash = ${hash} where id = ${userId}::uuid`.execute(db);
    await revokeSessionsOf(db, userId, sessionId);
    await endChallenges(db, userId);
    await recordAudit(db, context, {
      ...about(userId, AuditAction.PASSWORD_CHANGED),
      changes: { password: { before: null, after: null } },
    });
  });
  mailNotice(context, userId, 'passwordChanged');
  return refuse();
}
