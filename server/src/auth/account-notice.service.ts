import { sql } from 'kysely';
import type { RequestContext } from '../context.js';
import { composeMail, mailLocale, type Notice } from '../mail/mail.text.js';

type Sender = Pick<RequestContext, 'mailer' | 'locale' | 'db'> & {
  links: Pick<RequestContext['links'], 'mailed'>;
};

interface Reader {
  email: string;
  displayName: string;
  locale: string | null;
}

/**
 * Mails a user what changed in how they sign in. The mail goes out after the answer. Call it after the commit. These mails have
 * no rate limit: an attacker with a stolen session could use the limit up first.
 * @param email the recipient, if it is not the user's present address
 */
export function mailNotice(context: Sender, userId: string, notice: Notice, email?: string): void {
  const { mailer, links, locale, db } = context;
  if (!mailer.isSetUp) return;
  mailer.later(async () => {
    const { rows } = await sql<Reader>`select email, display_name as "displayName", locale from users
      where id = ${userId}::uuid`.execute(db);
    const [user] = rows;
    if (!user) return;
    const link = `${links.mailed}/account/security`;
    const mail = composeMail(notice, mailLocale(user.locale, locale), user.displayName, link);
    await mailer.send({ ...user, email: email ?? user.email }, mail);
  });
}
