import { type QueryExecutorProvider, sql } from 'kysely';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { recordAudit } from '../audit/audit.service.js';
import type { Viewer } from '../access/viewer.js';
import type { RequestContext } from '../context.js';
import { isUuid } from '../pagination/cursor.js';
import { UserStatus } from '../users/user.enums.js';
import { UserChangeKind } from '../users/news/user-change.type.js';
import { checkReachOf } from '../users/write/user.guard-rails.js';
import { type Refusal, RefusedError } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { toUserError, type UserError } from '../refusals/user-error.type.js';
import { handOver, type Invitee, issueInvitation, type IssuedInvitation } from './invitation-link.service.js';
import { listInvitations } from './invitation.list.js';
import { findInvitation, type NamedInvitation } from './invitation.row.js';
import type { InvitationWriteSelection } from './invitation.selection.js';
import type { InvitationConnection } from './invitation.type.js';

/** The whole answer to a write of an invitation, with each requested list by its key in the answer. */
export interface InvitationWriteAnswer {
  invitation: NamedInvitation | null;
  link: string | null;
  lists: ReadonlyMap<string, InvitationConnection>;
  userErrors: UserError[];
}

/** Sends an invitation to a user without a password, or a new link for the existing invitation. */
export async function inviteUser(
  context: RequestContext,
  id: string,
  asked: InvitationWriteSelection,
): Promise<InvitationWriteAnswer> {
  let issued: IssuedInvitation | undefined;
  const answer = await write(context, asked, async (db, viewer) => {
    const user = await takeUser(db, id);
    if (!user || user.status === UserStatus.DELETED) throw notFound('userError.notFound.user');
    await checkReachOf(db, viewer, user.id, ['id']);
    if (user.status !== UserStatus.INVITED) {
      throw new RefusedError([
        { code: UserErrorCode.INVALID, path: ['id'], key: 'userError.invite.notInvited' },
      ]);
    }
    issued = await issueInvitation(db, context, user);
    return { id: issued.id, userId: user.id };
  });
  return issued && answer.invitation ? { ...answer, link: handOver(context, issued) } : answer;
}

/** Voids the link of an invitation. Idempotent; refused for an accepted one. */
export function cancelInvitation(
  context: RequestContext,
  id: string,
  asked: InvitationWriteSelection,
): Promise<InvitationWriteAnswer> {
  return write(context, asked, async (db, viewer) => {
    const found = await findInvitation(db, id, NOBODY);
    if (!found) throw notFound('userError.notFound.invitation');
    // Locks the user first, as accepting does, so that two simultaneous transactions wait and do not deadlock.
    await takeUser(db, found.userId);
    await checkReachOf(db, viewer, found.userId, ['id']);
    const { rows } = await sql<{ accepted: boolean }>`update invitations set cancelled_at = now()
      where id = ${id}::uuid and accepted_at is null and cancelled_at is null returning id`.execute(db);
    if (rows.length > 0) {
      await recordAudit(db, context, {
        action: AuditAction.INVITATION_CANCELLED,
        target: { type: AuditTargetType.USER, id: found.userId },
      });
    } else if ((await findInvitation(db, id, NOBODY))?.state === 'ACCEPTED') {
      throw new RefusedError([
        { code: UserErrorCode.INVALID, path: ['id'], key: 'userError.invite.accepted' },
      ]);
    }
    return { id, userId: found.userId };
  });
}

const NOBODY = { user: undefined, invitedBy: undefined };

/** One transaction for the write and its whole answer. A refused write changes nothing. */
async function write(
  context: RequestContext,
  asked: InvitationWriteSelection,
  change: (db: QueryExecutorProvider, viewer: Viewer) => Promise<{ id: string; userId: string }>,
): Promise<InvitationWriteAnswer> {
  const { viewer, db, locale } = context;
  // Each of these fields needs a permission, so there is a viewer.
  if (!viewer) throw new Error('a write without a viewer');
  try {
    const { userId, ...answer } = await context.transaction(async (db) => {
      const { id, userId } = await change(db, viewer);
      const invitation = (await findInvitation(db, id, asked.invitation)) ?? null;
      return { userId, invitation, link: null, lists: await readLists(db, asked), userErrors: [] };
    });
    // The user's state has changed.
    context.changes.publish(UserChangeKind.UPDATED, userId);
    return answer;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const lists = await readLists(db, asked);
    const userErrors = error.refusals.map((refusal) => toUserError(refusal, locale));
    return { invitation: null, link: null, lists, userErrors };
  }
}

/** One after another, as a transaction has one connection. */
async function readLists(db: QueryExecutorProvider, asked: InvitationWriteSelection) {
  const lists = new Map<string, InvitationConnection>();
  for (const [key, selection] of asked.lists) lists.set(key, await listInvitations(db, selection));
  return lists;
}

/** Locks the user's row for this transaction, so that of two links made at once the second voids the first. */
async function takeUser(
  db: QueryExecutorProvider,
  id: string,
): Promise<(Invitee & { status: UserStatus }) | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<
    Invitee & { status: UserStatus }
  >`select id, email, display_name as "displayName",
    locale, status from users where id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

function notFound(key: Refusal['key']): RefusedError {
  return new RefusedError([{ code: UserErrorCode.NOT_FOUND, path: ['id'], key }]);
}
