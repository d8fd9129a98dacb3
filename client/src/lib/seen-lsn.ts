const HEADER = 'rollcall-lsn';

/** As long as the server's cookie of the same name lasts. */
const KEEP_MS = 300_000;

let seen = '';
let seenAt = -Infinity;

/**
 * Remembers how much of the database an answer says that we have seen, so that no server answers with less. The cookie says it
 * too, but of two writes at once it keeps the one whose answer came last. Only servers with replicas send it.
 */
export function noteSeen({ headers }: Pick<Response, 'headers'>): void {
  const lsn = headers.get(HEADER);
  // The texts sort as the LSNs do.
  if (lsn === null || (lsn <= seen && isKept())) return;
  seen = lsn;
  seenAt = performance.now();
}

export function seenHeaders(): Record<string, string> {
  return isKept() ? { [HEADER]: seen } : {};
}

function isKept(): boolean {
  return performance.now() - seenAt < KEEP_MS;
}
