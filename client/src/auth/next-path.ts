/** Where there is no better place to go after signing in. */
const START = '/users';

/** A page of its own, which the router knows nothing of. */
const PLAYGROUND = '/playground';

/**
 * The path to go to after signing in, out of an address that anybody may have made up: on this origin, or the start.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return START;
  // As the browser reads it: `//host` and `/\host` lead elsewhere.
  if (!URL.canParse(next, location.origin)) return START;
  const url = new URL(next, location.origin);
  if (url.origin !== location.origin || url.pathname === '/sign-in') return START;
  return url.pathname + url.search + url.hash;
}

export function isPlayground(path: string): boolean {
  return path.split(/[?#]/)[0] === PLAYGROUND;
}
