import validator from 'validator';
import { oneSpelling } from '../../texts/address.js';
import { asciiDomain } from '../../texts/domain-name.js';
import { trimmed } from '../../texts/invisible.js';
import { normalForm } from '../../texts/normal-form.js';

/** In characters: RFC 5321. */
export const EMAIL_MAX = 254;

/** The settings that concern addresses. */
export interface AddressRule {
  /** Whether a domain may have one label, as on an intranet: ada@localhost. */
  readonly singleLabelDomains: boolean;
}

/** The rule without a setting. */
export const PUBLIC_ADDRESSES: AddressRule = { singleLabelDomains: false };

/** The stored form of an address that somebody typed, for comparing; undefined if no user can have it. */
export function typedAddress(email: string): string | undefined {
  const text = normalForm(email, EMAIL_MAX);
  // PostgreSQL takes neither in text.
  if (text === undefined || text.includes('\0') || !text.isWellFormed()) return undefined;
  return oneSpelling(trimmed(text));
}

/** The stored form of a new user's address; undefined if it is not accepted. */
export function newAddress(email: string, rule = PUBLIC_ADDRESSES): string | undefined {
  const address = typedAddress(email);
  return address !== undefined && isAddress(address, rule) ? address : undefined;
}

/** Addresses that look the same must be equal: no invisible characters, and no white space but the plain blank. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}]|(?! )\p{White_Space}/u;

/** The one function that decides which addresses are accepted. */
function isAddress(address: string, { singleLabelDomains }: AddressRule): boolean {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = asciiDomain(address.slice(at + 1));
  if (at < 0 || domain === undefined || UNSEEN.test(local)) return false;
  if (local.length + 1 + domain.length > EMAIL_MAX) return false;
  // The library accepts letters of plane 0 only. Two of them replace each letter beyond, as the library counts bytes
  // and both take four.
  const inPlane0 = local.replace(/[\u{10000}-\u{10ffff}]/gu, 'éé');
  return validator.isEmail(`${inPlane0}@${domain}`, {
    allow_utf8_local_part: true,
    require_tld: !singleLabelDomains,
  });
}
