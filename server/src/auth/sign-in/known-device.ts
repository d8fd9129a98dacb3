import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

const ALGORITHM = 'HS256';

/** How long a browser is known after its last sign-in. */
export const DEVICE_SECONDS = 365 * 86_400;

/**
 * The mark of a browser that has signed in to an account before (OWASP's "device cookie"). It grants no access. It gives the
 * browser its own attempts, so that wrong ones of strangers don't lock its owner out.
 */
export class KnownDevices {
  readonly #key: Uint8Array;

  /** @param key shared by all servers. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  issue(userId: string): Promise<string> {
    return new SignJWT({ sub: userId, jti: randomUUID() })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'device+jwt' })
      .setIssuedAt()
      .setExpirationTime(`${DEVICE_SECONDS}s`)
      .sign(this.#key);
  }

  /** The name of the device, if its mark is for this user. */
  async read(mark: string | undefined, userId: string): Promise<string | undefined> {
    if (!mark) return undefined;
    try {
      const expected = { algorithms: [ALGORITHM], typ: 'device+jwt', subject: userId };
      return (await jwtVerify(mark, this.#key, expected)).payload.jti;
    } catch {
      return undefined;
    }
  }
}
