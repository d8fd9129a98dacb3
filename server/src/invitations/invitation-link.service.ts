import { type QueryExecutorProvider, sql } from 'kysely';
import { hashOf, newSecret } from '../access/secret-text.js';
import { AuditAction, AuditTargetType } from '../audit/audit.enums.js';
import { type AuditOrigin, recordAudit, userEntries } from '../audit/audit.service.js';
import type { RequestContext } from '../context.js';
import { together } from '../database/reads.js';
import { composeMail, mailLocale } from '../mail/mail.text.js';
import { UserChangeKind } from '../users/news/user-change.type.js';
import { LinkDelivery } from './invitation.enums.js';

const LIFETIME_DAYS = 7;

/** An open invitation stays the same, with another link. */
const RENEWED = sql`on conflict (user_id) where accepted_at is null and cancelled_at is null do update set
  email = excluded.email, hash = excluded.hash, invited_by = excluded.invited_by, delivery = excluded.delivery,
  sent_at = now(), expires_at = excluded.expires_at`;

/** The recipient of a link. */
export interface Invitee {
  id: string;
  email: string;
  displayName: string;
  locale?: string | null | undefined;
}

/** An invitation whose link is not sent yet. */
export interface IssuedInvitation {
  id: string;
  secret: string;
  invitee: Invitee;
}

/**
 * Makes a new link for a user, and voids the previous one. Call it in the transaction of the write, with the user's row locked,
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
    ${RENEWED} returning id`;
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

/** The same for many users, with two statements. Their rows must be locked, and mail must be set up. */
export async function issueInvitations(
  db: QueryExecutorProvider,
  origin: AuditOrigin,
  invitees: Invitee[],
): Promise<IssuedInvitation[]> {
  const secrets = new Map(invitees.map(({ id }) => [id, newSecret()]));
  const hashes = invitees.map(({ id }) => hashOf(secrets.get(id) ?? ''));
  const given = sql`unnest(${invitees.map(({ id }) => id)}::uuid[], ${invitees.map(({ email }) => email)}::text[],
    ${hashes}::bytea[]) as c (id, email, hash)`;
  const { rows } = await sql<{ id: string; userId: string }>`
    insert into invitations (user_id, email, hash, invited_by, delivery, expires_at)
    select c.id, c.email, c.hash, ${origin.viewer?.userId ?? null}::uuid, ${LinkDelivery.SENDING},
      now() + make_interval(days => ${LIFETIME_DAYS}) from ${given}
    ${RENEWED} returning id, user_id as "userId"`.execute(db);
  const noted = sql`(select c.id, jsonb_build_object('email', jsonb_build_object('before', null, 'after', c.email)) as changes
    from ${given}) as c`;
  await userEntries(AuditAction.INVITATION_SENT, origin, noted).execute(db);
  const ids = new Map(rows.map(({ id, userId }) => [userId, id]));
  return invitees.map((invitee) => ({
    id: ids.get(invitee.id) ?? '',
    secret: secrets.get(invitee.id) ?? '',
    invitee,
  }));
}

/**
 * Mails the link after the answer. The result is stored with the invitation, and sent as news of the user. Without a mail
 * server it returns the link instead, only this once, as only its hash is stored.
 */
export function handOver(context: RequestContext, issued: IssuedInvitation): string | null {
  const { mailer, links, changes } = context;
  if (!mailer.isSetUp) return links.shown + pathOf(issued);
  mailer.later(async () => {
    await mailInvitation(context, issued);
    changes.publish(UserChangeKind.UPDATED, issued.invitee.id);
  });
  return null;
}

type Sender = Pick<RequestContext, 'mailer' | 'locale' | 'db'> & {
  links: Pick<RequestContext['links'], 'mailed'>;
};

/** Sends the mail, and stores the result with the invitation. */
export async function mailInvitation(
  { mailer, links, locale, db }: Sender,
  issued: IssuedInvitation,
): Promise<void> {
  const { id, secret, invitee } = issued;
  const mail = composeMail(
    'invitation',
    mailLocale(invitee.locale ?? null, locale),
    invitee.displayName,
    links.mailed + pathOf(issued),
  );
  const delivery = (await mailer.send(invitee, mail)) ? LinkDelivery.SENT : LinkDelivery.FAILED;
  // Not if another link was made meanwhile, as that one has its own delivery.
  await sql`update invitations set delivery = ${delivery}
    where id = ${id}::uuid and hash = ${hashOf(secret)}`.execute(db);
}

function pathOf({ secret }: IssuedInvitation): string {
  return `/accept#${secret}`;
}

/** The user of a link, while the link is valid. */
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

/** Uses a link up, and returns whether it was valid. Call it in the transaction that depends on it, with the user locked. */
export async function useInvitation(db: QueryExecutorProvider, secret: string): Promise<boolean> {
  const { rows } = await sql`update invitations set accepted_at = now()
    where hash = ${hashOf(secret)} and accepted_at is null and cancelled_at is null and expires_at > now()
    returning id`.execute(db);
  return rows.length > 0;
}
