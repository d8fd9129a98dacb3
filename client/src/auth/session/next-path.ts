/** Where there is no better place to go after signing in. */
const START = '/users';

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
