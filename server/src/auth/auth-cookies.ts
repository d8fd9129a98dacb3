import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REFRESH_SECONDS } from '../sessions/session.service.js';
import { DEVICE_SECONDS } from './sign-in/known-device.js';

const REFRESH = 'rollcall_refresh';
const DEVICE = 'rollcall_device';

/** Browsers hold us to what it says: such a cookie is set by https alone. */
const SECURE = '__Secure-';

export interface CookieSettings {
  /** Tells instances on one host name apart: browsers send a cookie to every port. The same for as long as the database. */
  instance: string;
  /** Whether people reach the server by https; the names then say so too. */
  secure: boolean;
  /** PUBLIC_URL's path, or nothing. */
  basePath: string;
  /** Whether a refresh token is one of this instance. */
  isOurs: (refreshToken: string) => boolean;
}

/**
 * The cookies of one request. Scripts can't read them, other sites can't send them, and only the API gets them. A refresh
 * token under the name of earlier times, without the instance, is still read, where it is ours, and moves to the name of now
 * when it is renewed.
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

  /** What another instance marked is worth nothing here, so the name need not be ours. */
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

  /** By https none without the prefix: whoever is between a browser and http can set those, and sign somebody in as themselves. */
  #earlierName(kind: string): string {
    return this.#settings.secure ? SECURE + kind : kind;
  }

  /** Of this instance: that of another one on this host stays as it is. */
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
