import { type QueryExecutorProvider, sql } from 'kysely';
import { hashOf, newSecret } from '../access/secret-text.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { recordAudit } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import { together } from '../database/reads.js';
import { composeMail, mailLocale } from '../mail/mail.text.js';
import { UserChangeKind } from '../users/news/user-change.type.js';
import { LinkDelivery } from './invitation.enums.js';

const LIFETIME_DAYS = 7;

/** Who gets a link. */
export interface Invitee {
  id: string;
  email: string;
  displayName: string;
  locale?: string | null | undefined;
}

/** An invitation whose link is not out yet. */
export interface IssuedInvitation {
  id: string;
  secret: string;
  invitee: Invitee;
}

/**
 * Gives a user a new link; the one before is void. Call it in the transaction of the write, with the user's row taken,
 * and `handOver` after the commit.
 */
export async function issueInvitation(
  db: QueryExecutorProvider,
  context: RequestContext,
  invitee: Invitee,
): Promise<IssuedInvitation> {
  const secret = newSecret();
  const delivery = context.mailer.isSetUp ? LinkDelivery.SENDING : LinkDelivery.LINK;
  const invitation = sql<{ id: string }>`
    insert into invitations (user_id, email, hash, invited_by, delivery, expires_at)
    values (${invitee.id}::uuid, ${invitee.email}, ${hashOf(secret)}, ${context.viewer?.userId ?? null}::uuid,
      ${delivery}, now() + make_interval(days => ${LIFETIME_DAYS}))
    on conflict (user_id) where accepted_at is null and cancelled_at is null do update set
      email = excluded.email, hash = excluded.hash, invited_by = excluded.invited_by, delivery = excluded.delivery,
      sent_at = now(), expires_at = excluded.expires_at
    returning id`;
  const entry = {
    action: AuditAction.INVITATION_SENT,
    target: { type: AuditTargetType.USER, id: invitee.id },
    changes: { email: { before: null, after: invitee.email } },
  };
  const [{ rows }] = await together<[{ rows: { id: string }[] }, void]>(db, [
    () => invitation.execute(db),
    () => recordAudit(db, context, entry),
  ]);
  return { ...(rows[0] as { id: string }), secret, invitee };
}

/**
 * Mails the link, after the answer; how that ended is told with the invitation, and as news of the user. Without a
 * mail server, answers with the link instead: this once, as only its hash is kept.
 */
export function handOver(context: RequestContext, { id, secret, invitee }: IssuedInvitation): string | null {
  const { mailer, links, changes, locale, db } = context;
  const path = `/accept#${secret}`;
  if (!mailer.isSetUp) return links.shown + path;
  const mail = composeMail(
    'invitation',
    mailLocale(invitee.locale ?? null, locale),
    invitee.displayName,
    links.mailed + path,
  );
  mailer.later(async () => {
    const delivery = (await mailer.send(invitee, mail)) ? LinkDelivery.SENT : LinkDelivery.FAILED;
    // Not where another link was made meanwhile: that one has a delivery of its own.
    await sql`update invitations set delivery = ${delivery}
      where id = ${id}::uuid and hash = ${hashOf(secret)}`.execute(db);
    changes.publish(UserChangeKind.UPDATED, invitee.id);
  });
  return null;
}

/** Who a link is for, while it can be used. */
export interface InvitationHolder {
  userId: string;
  email: string;
  displayName: string;
  givenName: string | null;
  familyName: string | null;
  /** PostgreSQL's text. */
  expiresAt: string;
}

export async function findHolder(
  db: QueryExecutorProvider,
  secret: string,
): Promise<InvitationHolder | undefined> {
  const { rows } =
    await sql<InvitationHolder>`select u.id as "userId", u.email, u.display_name as "displayName",
      u.given_name as "givenName", u.family_name as "familyName", i.expires_at as "expiresAt"
    from invitations i join users u on u.id = i.user_id
    where i.hash = ${hashOf(secret)} and i.accepted_at is null and i.cancelled_at is null and i.expires_at > now()
      and u.status = 'INVITED'`.execute(db);
  return rows[0];
}

/** Uses a link up: answers whether it could be used. Call it in the transaction of what it opens, the user taken. */
export async function useInvitation(db: QueryExecutorProvider, secret: string): Promise<boolean> {
  const { rows } = await sql`update invitations set accepted_at = now()
    where hash = ${hashOf(secret)} and accepted_at is null and cancelled_at is null and expires_at > now()
    returning id`.execute(db);
  return rows.length > 0;
}
