import type { RequestContext } from '../../context.js';
import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import { findHolder, useInvitation } from '../../invitations/invitation-link.service.js';
import { openSession } from '../../sessions/session.service.js';
import { UserChangeKind } from '../../users/news/user-change.type.js';
import type { Refusal } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { lockUserRow, setUser } from '../../users/write/written-user.row.js';
import type { UserSelection } from '../../users/user.selection.js';
import { checkPassword } from '../../users/validation/user.validation.js';
import type { AcceptInvitationInput } from './account-link.payloads.js';
import type { SignInPayload } from '../auth.payloads.js';
import { BUSY, hashNewPassword } from '../password/new-password.service.js';
import { enter, refuse } from '../sign-in/sign-in.answer.js';
import { signIns } from '../sign-in/sign-in.figures.js';

const LINK_IS_OLD: Refusal = {
  code: UserErrorCode.NOT_FOUND,
  path: ['input', 'token'],
  key: 'userError.notFound.invitationLink',
};

/** Sets the first password of an invited user, with the secret of the link, and signs the user in. */
export async function acceptInvitation(
  context: RequestContext,
  { token, password }: AcceptInvitationInput,
  asked: UserSelection | undefined,
): Promise<SignInPayload> {
  const { auth, db, origin } = context;
  // Before hashing: else a stranger could make the server hash at will.
  const holder = await findHolder(db, token);
  if (!holder) return refuse(context, LINK_IS_OLD);
  const refusals = checkPassword(password, holder);
  if (refusals.length > 0) return refuse(context, ...refusals);
  const passwordHash = await hashNewPassword(context, password);
  if (passwordHash === undefined) return refuse(context, BUSY);
  const session = await context.transaction(async (db) => {
    const user = await lockUserRow(db, holder.userId);
    // Checked again: while the password was hashed, the link may have been used or withdrawn, or the user deactivated.
    if (!user || !(await findHolder(db, token)) || !(await useInvitation(db, token))) return undefined;
    const now = new Date().toISOString();
    await setUser(db, user.id, { passwordHash, activatedAt: now, lastSignInAt: now });
    const opened = await openSession(db, auth.refreshTokens, user.id, origin);
    await recordAudit(db, context, {
      action: AuditAction.INVITATION_ACCEPTED,
      target: { type: AuditTargetType.USER, id: user.id },
      changes: { status: { before: 'INVITED', after: 'ACTIVE' }, password: { before: null, after: null } },
      actorId: user.id,
      sessionId: opened.id,
    });
    return opened;
  });
  if (!session) return refuse(context, LINK_IS_OLD);
  signIns.add('INVITATION');
  context.changes.publish(UserChangeKind.UPDATED, session.userId);
  context.cookies?.setDevice(await auth.devices.issue(session.userId));
  return enter(context, session, asked);
}
