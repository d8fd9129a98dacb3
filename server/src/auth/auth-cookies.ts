import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REFRESH_SECONDS } from '../sessions/session.service.js';
import { DEVICE_SECONDS } from './known-device.js';

const REFRESH = 'rollcall_refresh';
const DEVICE = 'rollcall_device';

/** The cookies of one request. Scripts can't read them, other sites can't send them, and only the API gets them. */
export class AuthCookies {
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #prefix: string;
  readonly #options: CookieSerializeOptions;

  /** @param secure whether people reach the server by https; the names then say so too, and browsers hold us to it. */
  constructor(request: FastifyRequest, reply: FastifyReply, secure: boolean) {
    this.#request = request;
    this.#reply = reply;
    this.#prefix = secure ? '__Secure-' : '';
    this.#options = { path: '/graphql', httpOnly: true, sameSite: 'strict', secure };
  }

  refreshToken(): string | undefined {
    return this.#request.cookies[this.#prefix + REFRESH];
  }

  setRefreshToken(token: string): void {
    this.#set(REFRESH, token, REFRESH_SECONDS);
  }

  forgetRefreshToken(): void {
    void this.#reply.clearCookie(this.#prefix + REFRESH, this.#options);
  }

  device(): string | undefined {
    return this.#request.cookies[this.#prefix + DEVICE];
  }

  setDevice(mark: string): void {
    this.#set(DEVICE, mark, DEVICE_SECONDS);
  }

  #set(name: string, value: string, maxAge: number): void {
    void this.#reply.setCookie(this.#prefix + name, value, { ...this.#options, maxAge });
  }
}
