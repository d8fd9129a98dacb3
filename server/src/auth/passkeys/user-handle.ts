/** By which an authenticator knows whose passkey it is: the bytes of the user's id, which say nothing of the person. */
export function userHandle(userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(userId.replaceAll('-', ''), 'hex'));
}
