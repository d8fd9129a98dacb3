/**
 * Where the console is served: `/`, or the path of PUBLIC_URL with a slash at its end, as the server's mark on the page
 * says. One build serves every path.
 */
export const BASE_PATH = markedPath() ?? '/';

/** Some tests load texts that name a path, and have no page. */
function markedPath(): string | undefined {
  return typeof document === 'undefined' ? undefined : document.documentElement.dataset['base'];
}

/** The API, as a path of this origin. */
export const API_PATH = `${BASE_PATH}graphql`;

/** The address of the console, without a slash at its end: other people find it there too. */
export const consoleUrl = () => (location.origin + BASE_PATH).replace(/\/$/, '');

/** A WebSocket's address of the API. */
export function socketUrl(): string {
  return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${API_PATH}`;
}

/**
 * The name under which something is kept in the browser, or by which tabs find each other. Consoles on other paths of this
 * origin have names of their own. before-paint.js makes the same.
 */
export function ownName(name: string): string {
  return BASE_PATH === '/' ? `rollcall.${name}` : `rollcall:${BASE_PATH}.${name}`;
}
