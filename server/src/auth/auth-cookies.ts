import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REFRESH_SECONDS } from '../sessions/session.service.js';
import { DEVICE_SECONDS } from './sign-in/known-device.js';

const REFRESH = 'rollcall_refresh';
const DEVICE = 'rollcall_device';

/** Browsers enforce this prefix: they accept such a cookie only over https. */
const SECURE = '__Secure-';

export interface CookieSettings {
  /** Distinguishes instances on one host name, as browsers send a cookie to every port. It lasts as long as the database. */
  instance: string;
  /** Whether people reach the server by https. The cookie names then have the prefix. */
  secure: boolean;
  /** The path of PUBLIC_URL, or the empty string. */
  basePath: string;
  /** Whether this instance issued the refresh token. */
  isOurs: (refreshToken: string) => boolean;
}

/**
 * The cookies of one request. Scripts can't read them, other sites can't send them, and only the API gets them. A refresh token
 * under the earlier name, which had no instance in it, is still read if this instance issued it. It moves to the new name when
 * it is renewed.
 */
export class AuthCookies {
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #settings: CookieSettings;
  readonly #options: CookieSerializeOptions;

  constructor(request: FastifyRequest, reply: FastifyReply, settings: CookieSettings) {
    this.#request = request;
    this.#reply = reply;
    this.#settings = settings;
    const { secure, basePath } = settings;
    this.#options = { path: `${basePath}/graphql`, httpOnly: true, sameSite: 'strict', secure };
  }

  refreshToken(): string | undefined {
    const token = this.#request.cookies[this.#nameOf(REFRESH)];
    if (token !== undefined) return token;
    return this.#earlierToken();
  }

  setRefreshToken(token: string): void {
    this.#set(REFRESH, token, REFRESH_SECONDS);
    this.#forgetEarlier();
  }

  forgetRefreshToken(): void {
    void this.#reply.clearCookie(this.#nameOf(REFRESH), this.#options);
    this.#forgetEarlier();
  }

  /** A mark of another instance does not verify here, so a cookie under the earlier, shared name can be read as well. */
  device(): string | undefined {
    const { cookies } = this.#request;
    return cookies[this.#nameOf(DEVICE)] ?? cookies[this.#earlierName(DEVICE)];
  }

  setDevice(mark: string): void {
    this.#set(DEVICE, mark, DEVICE_SECONDS);
  }

  #nameOf(kind: string): string {
    const { secure, instance } = this.#settings;
    return `${secure ? SECURE : ''}${kind}_${instance}`;
  }

  /**
   * With https, a name without the prefix is not read: an attacker who intercepts http can set such a cookie, and so sign the
   * person in to the attacker's account.
   */
  #earlierName(kind: string): string {
    return this.#settings.secure ? SECURE + kind : kind;
  }

  /** Only a token of this instance. The cookie of another instance on this host is left alone. */
  #earlierToken(): string | undefined {
    const token = this.#request.cookies[this.#earlierName(REFRESH)];
    return token !== undefined && this.#settings.isOurs(token) ? token : undefined;
  }

  #forgetEarlier(): void {
    if (this.#earlierToken() !== undefined) {
      void this.#reply.clearCookie(this.#earlierName(REFRESH), this.#options);
    }
  }

  #set(kind: string, value: string, maxAge: number): void {
    void this.#reply.setCookie(this.#nameOf(kind), value, { ...this.#options, maxAge });
  }
}
