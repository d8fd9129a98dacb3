import type { QueryExecutorProvider } from 'kysely';
import { RefreshTokens } from '../access/refresh-token.js';
import { AccessJwt } from './viewer/access-jwt.js';
import { KnownDevices } from './sign-in/known-device.js';
import { PasswordHashing } from './password/hashing.js';
import { SealedTexts } from './second-factor/sealed-texts.js';
import { sharedKeys } from './shared-key.js';

/** What signing in needs for as long as the server runs. */
export interface Auth {
  /** Names this instance, and no other on the same host. No secret. */
  readonly instance: string;
  readonly hashing: PasswordHashing;
  readonly jwt: AccessJwt;
  readonly refreshTokens: RefreshTokens;
  readonly devices: KnownDevices;
  readonly totpKeys: SealedTexts;
}

/** Enough for all that one host name will ever have. */
const INSTANCE_BYTES = 5;

/** With the keys that all servers on this database share. */
export async function loadAuth(db: QueryExecutorProvider): Promise<Auth> {
  const keys = await sharedKeys(db, ['access_jwt', 'refresh_token', 'known_device', 'totp_key', 'instance']);
  return {
    instance: keys.instance.toString('hex', 0, INSTANCE_BYTES),
    hashing: new PasswordHashing(),
    jwt: new AccessJwt(keys.access_jwt),
    refreshTokens: new RefreshTokens(keys.refresh_token),
    devices: new KnownDevices(keys.known_device),
    totpKeys: new SealedTexts(keys.totp_key),
  };
}
