import { createHash } from 'node:crypto';
import type { Viewer } from '../access/viewer.js';
import { GuardError } from '../errors.js';

/** A UUID has 36. In code units, without quotes. */
const MAX_KEY_LENGTH = 255;

/** A String of RFC 9651, as in the IETF's draft of the header, with its escapes. */
const QUOTED = /^"([\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])+"$/;

/** Without quotes, as many clients send it. */
const BARE = /^[\w.:~+/=@-]+$/;

/**
 * The key of an Idempotency-Key header; undefined if there is none.
 * @throws GuardError if it is invalid
 */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && header.length <= 2 * MAX_KEY_LENGTH + 2) {
    const text = header.trim();
    const key = QUOTED.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text;
    if (key.length <= MAX_KEY_LENGTH && (key !== text || BARE.test(text))) return key;
  }
  throw new GuardError('error.idempotency.invalid', { limit: MAX_KEY_LENGTH }, 'IDEMPOTENCY_KEY_INVALID');
}

/** The meaning of a key: its principal and its request. */
export interface Claim {
  /** An access token, or the user of a session. */
  readonly principalId: string;
  readonly keyHash: Buffer;
  /** Of the field and its arguments. */
  readonly fingerprint: Buffer;
}

/**
 * The claim of a create; undefined if the request has no key.
 * @param args as GraphQL.js gives them. Passwords and codes are left out: a fast hash must not tell them.
 */
export function claimOf(
  viewer: Viewer,
  key: string | undefined,
  field: string,
  args: Readonly<Record<string, unknown>>,
): Claim | undefined {
  const principalId = viewer.tokenId ?? viewer.userId;
  if (key === undefined || principalId === null) return undefined;
  return { principalId, keyHash: sha256(key), fingerprint: sha256(`${field} ${canonical(args)}`) };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** JSON with the keys of each object in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (name, each: unknown) => {
    if (name === 'password' || name === 'proof') return undefined;
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
