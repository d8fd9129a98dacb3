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
  const address = normalForm(email, EMAIL_MAX)?.trim();
  // PostgreSQL takes neither for text.
  return address === undefined || address.includes('\0') || !address.isWellFormed() ? undefined : address;
}
