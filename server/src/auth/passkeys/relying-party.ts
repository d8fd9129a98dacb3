/** For whom a passkey is made: browsers hand it to no page of another host. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/** @param site the origin at which people reach the server */
export function relyingParty(site: string): RelyingParty {
  return { id: new URL(site).hostname, origin: site };
}
