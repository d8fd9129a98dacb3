import { Secret, TOTP } from 'otpauth';

// What every authenticator app can do; some ignore anything else that the address says.
const RULE = { issuer: 'Rollcall', algorithm: 'SHA1', digits: 6, period: 30 };

/** 160 bits, as RFC 4226 advises. */
const KEY_BYTES = 20;

/** How many steps a clock may be wrong, either way. */
const WINDOW = 1;

/** A new key, in base32 as people type it into an app. */
export function newTotpKey(): string {
  return new Secret({ size: KEY_BYTES }).base32;
}

/** The otpauth address that a QR code holds. @param label whose it is, as the app shows it */
export function totpUri(key: string, label: string): string {
  return new TOTP({ ...RULE, label, secret: key }).toString();
}

/** The time step that a code is of; undefined for a wrong or an old one. Compares in constant time. */
export function stepOf(key: string, code: string): number | undefined {
  const timestamp = Date.now();
  const delta = TOTP.validate({
    ...RULE,
    secret: Secret.fromBase32(key),
    token: code,
    timestamp,
    window: WINDOW,
  });
  return delta === null ? undefined : TOTP.counter({ period: RULE.period, timestamp }) + delta;
}
