import { Secret, TOTP } from 'otpauth';

// Every authenticator app supports these. Some apps ignore other values in the URI.
const RULE = { issuer: 'Rollcall', algorithm: 'SHA1', digits: 6, period: 30 };

/** 160 bits, as RFC 4226 advises. */
const KEY_BYTES = 20;

/** Time steps by which a clock may be wrong, in either direction. */
const WINDOW = 1;

/** A new key in base32, the form that people type into an app. */
export function newTotpKey(): string {
  return new Secret({ size: KEY_BYTES }).base32;
}

/** The otpauth URI for the QR code. @param label the account name that the app shows */
export function totpUri(key: string, label: string): string {
  return new TOTP({ ...RULE, label, secret: key }).toString();
}

/** The time step of a code; undefined for a wrong or expired one. Compares in constant time. */
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
