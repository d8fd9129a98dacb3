import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REFRESH_SECONDS } from '../sessions/session.service.js';
import { DEVICE_SECONDS } from './known-device.js';

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
 * token under a name of earlier times is still read, where it is ours, and moves to the name of now when it is renewed: the
 * names before there was the instance in them, and those from before PUBLIC_URL was https.
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
    const [name] = this.#earlierTokens();
    return name && this.#request.cookies[name];
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
    const names = [this.#nameOf(DEVICE), ...this.#earlierNames(DEVICE)];
    return names.map((name) => this.#request.cookies[name]).find((mark) => mark !== undefined);
  }

  setDevice(mark: string): void {
    this.#set(DEVICE, mark, DEVICE_SECONDS);
  }

  #nameOf(kind: string): string {
    const { secure, instance } = this.#settings;
    return `${secure ? SECURE : ''}${kind}_${instance}`;
  }

  #earlierNames(kind: string): string[] {
    const { secure, instance } = this.#settings;
    return secure ? [`${kind}_${instance}`, SECURE + kind, kind] : [kind];
  }

  /** Of this instance: those of another one on this host stay as they are. */
  #earlierTokens(): string[] {
    const { cookies } = this.#request;
    return this.#earlierNames(REFRESH).filter((name) => this.#settings.isOurs(cookies[name] ?? ''));
  }

  #forgetEarlier(): void {
    for (const name of this.#earlierTokens()) void this.#reply.clearCookie(name, this.#options);
  }

  #set(kind: string, value: string, maxAge: number): void {
    void this.#reply.setCookie(this.#nameOf(kind), value, { ...this.#options, maxAge });
  }
}
