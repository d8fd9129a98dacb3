import { createHash, randomBytes } from 'node:crypto';

/** A new secret: 256 random bits, safe in a URL, a header and a cookie. */
export function newSecret(prefix = ''): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** The hash by which a secret is stored and looked up. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
