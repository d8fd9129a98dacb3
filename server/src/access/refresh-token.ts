import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A refresh token: `<session id>.<128 random bits><first 128 bits of an HMAC over both>`, in base64url. Only the latest
 * of a session opens it. The HMAC tells an older one, which is a sign of theft and revokes the session, from a text
 * that never was one: or whoever learns a session's id could end it.
 *
 * Each has one successor, made from it by the key. A browser that lost an answer, as by a reload, and asks again with
 * the token that it has is thus given the same one, though nothing but hashes is stored.
 */
export class RefreshTokens {
  readonly #key: Buffer;

  /** @param key shared by all servers. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  issue(sessionId: string): string {
    return this.#sign(sessionId, randomBytes(16));
  }

  /** The token that takes this one's place. Nobody without the key can tell it. */
  successor(sessionId: string, token: string): string {
    const next = createHmac('sha256', this.#key).update('successor').update(token).digest();
    return this.#sign(sessionId, next.subarray(0, 16));
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

  #sign(sessionId: string, random: Buffer): string {
    return `${sessionId}.${Buffer.concat([random, this.#mac(sessionId, random)]).toString('base64url')}`;
  }

  #mac(sessionId: string, random: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(sessionId).update(random).digest().subarray(0, 16);
  }
}
