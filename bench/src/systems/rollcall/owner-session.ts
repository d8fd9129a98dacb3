import { askGraphql } from '../graphql-request.js';
import { SIGN_OUT } from './rollcall.documents.js';
import { signInOwner } from './rollcall.system.js';

export type Headers = Record<string, string>;

/**
 * The owner's session on one server, which has all permissions. Its access token lasts ten minutes, and a run takes longer on a
 * busy machine. So each sample asks for the headers before its measured time.
 */
export class OwnerSession {
  readonly #port: number;
  #headers: Headers | undefined;
  /** By `Date.now()`. */
  #renewAt = 0;
  #expiresAt = 0;

  constructor({ port }: { port: number }) {
    this.#port = port;
  }

  /**
   * Signs in again if half of the token's life is over, so that it lasts until the end of a sample. There is one session at a
   * time, as an operation lists them.
   */
  async headers(): Promise<Headers> {
    if (this.#headers && Date.now() < this.#renewAt) return this.#headers;
    if (this.#headers && Date.now() < this.#expiresAt)
      await askGraphql(this.#port, SIGN_OUT, {}, this.#headers);
    const { headers, expiresAt } = await signInOwner(this.#port);
    this.#expiresAt = expiresAt;
    this.#headers = headers;
    this.#renewAt = (Date.now() + expiresAt) / 2;
    return headers;
  }
}
