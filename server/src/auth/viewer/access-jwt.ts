import { jwtVerify, SignJWT } from 'jose';

/** Long enough that a console seldom renews it. Each request checks whether the session is still valid. */
const LIFETIME_SECONDS = 600;

const ALGORITHM = 'HS256';

/** All servers on one database share one issuer, so a token works on each of them. */
const ISSUER = 'rollcall';

export interface IssuedAccess {
  accessToken: string;
  expiresAt: Date;
}

/** The short-lived token that the console sends as Bearer. It names a session and grants nothing by itself. */
export class AccessJwt {
  readonly #key: Uint8Array;

  /** @param key shared by all servers. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  async issue(sessionId: string): Promise<IssuedAccess> {
    const expiresAt = new Date(Date.now() + LIFETIME_SECONDS * 1000);
    const accessToken = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(this.#key);
    return { accessToken, expiresAt };
  }

  /** The session of a token, and when the token expires; undefined if it is expired, altered or not from this database. */
  async read(token: string): Promise<{ sessionId: string; expiresAt: number } | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        typ: 'at+jwt',
        issuer: ISSUER,
        audience: ISSUER,
      });
      const { sid, exp } = payload;
      return typeof sid === 'string' && exp !== undefined
        ? { sessionId: sid, expiresAt: exp * 1000 }
        : undefined;
    } catch {
      return undefined;
    }
  }
}
