import validator from 'validator';
import { oneSpelling } from '../texts/address.js';
import { asciiDomain } from '../texts/domain-name.js';
import { trimmed } from '../texts/invisible.js';
import { normalForm } from '../texts/normal-form.js';

/** In characters: RFC 5321. */
export const EMAIL_MAX = 254;

/** What the settings say of addresses. */
export interface AddressRule {
  /** Whether a domain may have one label, as on an intranet: ada@localhost. */
  readonly singleLabelDomains: boolean;
}

/** Without the setting. */
export const PUBLIC_ADDRESSES: AddressRule = { singleLabelDomains: false };

/** An address that somebody typed, as addresses are stored and compared; undefined where nobody can have it. */
export function typedAddress(email: string): string | undefined {
  const text = normalForm(email, EMAIL_MAX);
  // PostgreSQL takes neither for text.
  if (text === undefined || text.includes('\0') || !text.isWellFormed()) return undefined;
  return oneSpelling(trimmed(text));
}

/** An address for a user, as it is stored; undefined where it is none that we take. */
export function newAddress(email: string, rule = PUBLIC_ADDRESSES): string | undefined {
  const address = typedAddress(email);
  return address !== undefined && isAddress(address, rule) ? address : undefined;
}

/** Two addresses that look the same must be the same: no invisible character, and no blank but the one on the keyboard. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}]|(?! )\p{White_Space}/u;

/** The one place that decides which addresses we take. */
function isAddress(address: string, { singleLabelDomains }: AddressRule): boolean {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = asciiDomain(address.slice(at + 1));
  if (at < 0 || domain === undefined || UNSEEN.test(local)) return false;
  if (local.length + 1 + domain.length > EMAIL_MAX) return false;
  // The library's letters end with plane 0; two others take as many bytes, which it counts.
  const inPlane0 = local.replace(/[\u{10000}-\u{10ffff}]/gu, 'éé');
  return validator.isEmail(`${inPlane0}@${domain}`, {
    allow_utf8_local_part: true,
    require_tld: !singleLabelDomains,
  });
}
