/** The relying party of a passkey. Browsers offer the passkey to pages of this host only. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/** @param site the origin at which people reach the server */
export function relyingParty(site: string): RelyingParty {
  return { id: new URL(site).hostname, origin: site };
}
