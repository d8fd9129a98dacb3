import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

interface Site {
  origin: string;
  rpId: string;
}

interface SignOptions extends Partial<Site> {
  challenge: string;
  /** Whether the device has verified its user. */
  verified?: boolean;
  counter?: number;
  userHandle?: string;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const KEY_ENCLOSED = 0x40;

/** An authenticator and its browser, with one passkey. It answers according to the standard, or as the options say. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(16).toString('base64url');
  readonly #key: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #site: Site;
  #userHandle = '';

  constructor(site: Site) {
    this.#site = site;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = pair.privateKey;
    this.#publicKey = pair.publicKey;
  }

  /** The answer to the options of startPasskey. */
  register(options: { challenge: string; user: { id: string } }, own: Partial<SignOptions> = {}): object {
    this.#userHandle = options.user.id;
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' });
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]);
    const id = Buffer.from(this.id, 'base64url');
    const enclosed = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, encode(cose)]);
    const data = this.#authenticatorData({ challenge: '', ...own }, KEY_ENCLOSED);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(Buffer.concat([data, enclosed]))],
    ]);
    return this.#credential({
      clientDataJSON: this.#clientData('webauthn.create', { challenge: options.challenge, ...own }),
      attestationObject: encode(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** The answer to the options of startPasskeySignIn. */
  signIn({ challenge }: { challenge: string }, own: Partial<SignOptions> = {}): object {
    const options = { challenge, ...own };
    const clientDataJSON = this.#clientData('webauthn.get', options);
    const data = this.#authenticatorData(options);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = createSign('sha256').update(data).update(hash).sign(this.#key);
    return this.#credential({
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: own.userHandle ?? this.#userHandle,
    });
  }

  #credential(response: object): object {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #clientData(type: string, { challenge, origin = this.#site.origin }: SignOptions): string {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url');
  }

  #authenticatorData({ rpId, verified = true, counter = 0 }: SignOptions, more = 0): Buffer {
    const hash = createHash('sha256')
      .update(rpId ?? this.#site.rpId)
      .digest();
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = USER_PRESENT | (verified ? USER_VERIFIED : 0) | more;
    return Buffer.concat([hash, Buffer.from([flags]), count]);
  }
}

function encode(value: unknown): Buffer {
  return Buffer.from(isoCBOR.encode(value as Parameters<typeof isoCBOR.encode>[0]));
}
