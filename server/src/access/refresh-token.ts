import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A refresh token: `<session id>.<128 random bits><first 128 bits of an HMAC over both>`, in base64url. Only the latest
 * token of a session is valid. The HMAC distinguishes an older token, which is a sign of theft and revokes the session,
 * from a forged text; without it, anybody who learns a session's id could end the session.
 *
 * Each token has one successor, derived from it with the key. A browser that lost an answer, as by a reload, and
 * repeats the request with its token gets the same successor, although only hashes are stored.
 */
export class RefreshTokens {
  readonly #key: Buffer;

  /** @param key the same on all servers */
  constructor(key: Buffer) {
    this.#key = key;
  }

  issue(sessionId: string): string {
    return this.#sign(sessionId, randomBytes(16));
  }

  /** The token that replaces this one. It cannot be computed without the key. */
  successor(sessionId: string, token: string): string {
    const next = createHmac('sha256', this.#key).update('successor').update(token).digest();
    return this.#sign(sessionId, next.subarray(0, 16));
  }

  /** The session for which a token was issued, recently or long ago; undefined for any other text. */
  sessionOf(token: string): string | undefined {
    const [, sessionId, rest] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
    if (sessionId === undefined || rest === undefined) return undefined;
    const bytes = Buffer.from(rest, 'base64url');
    return timingSafeEqual(bytes.subarray(16), this.#mac(sessionId, bytes.subarray(0, 16)))
      ? sessionId
      : undefined;
  }

  #sign(sessionId: string, random: Buffer): string {
    return `${sessionId}.${Buffer.concat([random, this.#mac(sessionId, random)]).toString('base64url')}`;
  }

  #mac(sessionId: string, random: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(sessionId).update(random).digest().subarray(0, 16);
  }
}
