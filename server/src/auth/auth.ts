import type { QueryExecutorProvider } from 'kysely';
import { RefreshTokens } from '../access/refresh-token.js';
import { AccessJwt } from './viewer/access-jwt.js';
import { KnownDevices } from './sign-in/known-device.js';
import { PasswordHashing } from './password/hashing.js';
import { SealedTexts } from './second-factor/sealed-texts.js';
import { sharedKeys } from './shared-key.js';

/** The keys and state that signing in needs while the server runs. */
export interface Auth {
  /** Identifies this instance among those on the same host. It is not a secret. */
  readonly instance: string;
  readonly hashing: PasswordHashing;
  readonly jwt: AccessJwt;
  readonly refreshTokens: RefreshTokens;
  readonly devices: KnownDevices;
  readonly totpKeys: SealedTexts;
}

/** Enough to avoid collisions among the instances on one host name. */
const INSTANCE_BYTES = 5;

/** Loads the keys that all servers on this database share. */
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
