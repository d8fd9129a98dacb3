import type { MessageKey } from '../../messages/messages.js';
import type { Refusal } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { readText } from '../../texts/text.rule.js';
import { PUBLIC_ADDRESSES } from './email-address.validation.js';
import { PASSWORD, passwordFault, type PasswordFault, type PasswordOwner } from './password.rule.js';
import { ruleOf, TEXT_FIELDS, type TextField, type UserTexts } from '../user.fields.js';

/** Trims every text of an input, brings it to NFC and checks it; each fault is a refusal with its path. */
export function readTexts(
  input: { readonly [F in TextField]?: string | null | undefined },
  addresses = PUBLIC_ADDRESSES,
): {
  texts: UserTexts;
  refusals: Refusal[];
} {
  const texts: Record<string, string | null> = {};
  const refusals: Refusal[] = [];
  for (const field of TEXT_FIELDS) {
    const given = input[field];
    if (given === undefined) continue;
    const { read: readForm, ...rule } = ruleOf(field);
    const read = readText(given ?? '', {
      ...rule,
      ...(readForm && { read: (text) => readForm(text, addresses) }),
    });
    if (typeof read === 'object' && read !== null) refusals.push({ ...read, path: ['input', field] });
    else texts[field] = read;
  }
  return { texts, refusals };
}

const WEAK: Readonly<Record<PasswordFault, MessageKey>> = {
  length: 'userError.weakPassword',
  common: 'userError.weakPassword.common',
  own: 'userError.weakPassword.own',
};

/** The refusals of a password; undefined and null mean that none was given. */
export function checkPassword(password: string | null | undefined, owner: PasswordOwner = {}): Refusal[] {
  if (password == null) return [];
  const fault = passwordFault(password, owner);
  if (!fault) return [];
  return [
    { code: UserErrorCode.WEAK_PASSWORD, path: ['input', 'password'], key: WEAK[fault], params: PASSWORD },
  ];
}
