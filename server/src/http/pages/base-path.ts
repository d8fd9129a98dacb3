/**
 * Serves all paths below PUBLIC_URL's path, and without it as well: a proxy may strip the path, and operators request /healthz
 * from the server directly.
 */
export function belowPath(basePath: string): (request: { url?: string | undefined }) => string {
  return ({ url = '/' }) => {
    const rest = url.startsWith(basePath) ? url.slice(basePath.length) : url;
    return /^[/?]|^$/.test(rest) ? rest.replace(/^(?!\/)/, '/') : url;
  };
}
