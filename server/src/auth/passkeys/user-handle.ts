/**
 * The WebAuthn user handle, by which an authenticator finds the passkey of a user: the bytes of the user's id. It reveals
 * nothing about the person.
 */
export function userHandle(userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(userId.replaceAll('-', ''), 'hex'));
}
