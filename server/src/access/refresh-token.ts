import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A refresh token: `<session id>.<128 random bits><first 128 bits of an HMAC over both>`, in base64url. Only the latest
 * of a session opens it. The HMAC tells an older one, which is a sign of theft and revokes the session, from a text
 * that never was one: or whoever learns a session's id could end it.
 */
export class RefreshTokens {
  readonly #key: Buffer;

  /** @param key shared by all servers. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  issue(sessionId: string): string {
    const random = randomBytes(16);
    return `${sessionId}.${Buffer.concat([random, this.#mac(sessionId, random)]).toString('base64url')}`;
  }

  /** The session that a token was issued for, lately or long ago; undefined for what is none. */
  sessionOf(token: string): string | undefined {
    const [, sessionId, rest] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
    if (sessionId === undefined || rest === undefined) return undefined;
    const bytes = Buffer.from(rest, 'base64url');
    return timingSafeEqual(bytes.subarray(16), this.#mac(sessionId, bytes.subarray(0, 16)))
      ? sessionId
      : undefined;
  }

  #mac(sessionId: string, random: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(sessionId).update(random).digest().subarray(0, 16);
  }
}
