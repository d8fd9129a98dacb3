import { acceptedLocale } from '../messages/accepted-locale.js';
import { directionOf } from '../messages/catalogues.js';
import { type Locale, message, type MessageKey } from '../messages/messages.js';

/** Notices about changes in a user's means of signing in. */
export type Notice =
  | 'passwordChanged'
  | 'emailAsked'
  | 'emailChanged'
  | 'totpOn'
  | 'totpOff'
  | 'codesRenewed'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'factorsReset';

/** The kinds of mails. Each is a text with one link. */
export type MailKind = 'invitation' | 'reset' | 'email' | 'feedback' | Notice;

/** The texts of two people: the answer to feedback, and the feedback. */
export interface Correspondence {
  answer: string;
  asked: string;
}

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

type Part = 'subject' | 'greeting' | 'text' | 'button' | 'after';

const KEYS: Readonly<Record<MailKind, Readonly<Record<Part, MessageKey>>>> = {
  invitation: {
    subject: 'mail.invitation.subject',
    greeting: 'mail.greeting',
    text: 'mail.invitation.text',
    button: 'mail.invitation.button',
    after: 'mail.invitation.after',
  },
  reset: {
    subject: 'mail.reset.subject',
    greeting: 'mail.greeting',
    text: 'mail.reset.text',
    button: 'mail.reset.button',
    after: 'mail.reset.after',
  },
  email: {
    subject: 'mail.email.subject',
    greeting: 'mail.greeting',
    text: 'mail.email.text',
    button: 'mail.email.button',
    after: 'mail.email.after',
  },
  feedback: {
    subject: 'mail.feedback.subject',
    greeting: 'mail.greeting',
    text: 'mail.feedback.text',
    button: 'mail.feedback.button',
    after: 'mail.feedback.after',
  },
  passwordChanged: notice('mail.passwordChanged.subject', 'mail.passwordChanged.text'),
  emailAsked: notice('mail.emailAsked.subject', 'mail.emailAsked.text'),
  emailChanged: notice('mail.emailChanged.subject', 'mail.emailChanged.text'),
  totpOn: notice('mail.factor.subject', 'mail.totpOn.text'),
  totpOff: notice('mail.factor.subject', 'mail.totpOff.text'),
  codesRenewed: notice('mail.factor.subject', 'mail.codesRenewed.text'),
  passkeyAdded: notice('mail.factor.subject', 'mail.passkeyAdded.text'),
  passkeyRemoved: notice('mail.factor.subject', 'mail.passkeyRemoved.text'),
  factorsReset: notice('mail.factor.subject', 'mail.factorsReset.text'),
};

function notice(subject: MessageKey, text: MessageKey): Record<Part, MessageKey> {
  return {
    subject,
    greeting: 'mail.greeting',
    text,
    button: 'mail.notice.button',
    after: 'mail.notice.after',
  };
}

/** The language of a mail: the recipient's if there is a catalogue for it, else the given one. */
export function mailLocale(preferred: string | null, otherwise: Locale): Locale {
  return preferred === null ? otherwise : acceptedLocale(`${preferred}, ${otherwise};q=0.5`);
}

/**
 * @param name the recipient's name. It is not in the subject, as anybody may have written it.
 * @param written follows the text
 */
export function composeMail(
  kind: MailKind,
  locale: Locale,
  name: string,
  link: string,
  written?: Correspondence,
): MailText {
  const say = (part: Part) => message(locale, KEYS[kind][part], part === 'greeting' ? { name } : {});
  const quoted = written
    ? [written.answer, message(locale, 'mail.feedback.asked'), written.asked.replaceAll(/^/gm, '> ')]
    : [];
  const lines = [say('greeting'), say('text'), ...quoted, link, say('after')];
  return {
    subject: say('subject'),
    text: `${lines.join('\n\n')}\n`,
    html: htmlOf(locale, say, link, quoted),
  };
}

function htmlOf(
  locale: Locale,
  say: (part: Part) => string,
  link: string,
  quoted: readonly string[],
): string {
  const p = (part: Part) => `<p style="margin:0 0 16px">${escaped(say(part))}</p>`;
  const block = (text: string) =>
    `<p dir="auto" style="margin:0 0 16px;white-space:pre-line">${escaped(text)}</p>\n`;
  const button =
    'display:inline-block;padding:10px 18px;border-radius:8px;background:#4f39f6;color:#fff;text-decoration:none';
  return `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff">
<div style="max-width:520px;margin:0 auto">
${p('greeting')}
${p('text')}
${quoted.map(block).join('')}<p style="margin:0 0 16px"><a href="${escaped(link)}" style="${button}">${escaped(say('button'))}</a></p>
<p dir="ltr" style="margin:0 0 16px;font-size:13px;color:#555;word-break:break-all">${escaped(link)}</p>
${p('after')}
</div>
</body>
</html>
`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign] as string);
}
