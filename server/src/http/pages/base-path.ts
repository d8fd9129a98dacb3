/**
 * Below PUBLIC_URL's path is what is at the root otherwise. Without the path it is there as well: a proxy may take the path
 * off, and who looks after the server asks it for /healthz directly.
 */
export function belowPath(basePath: string): (request: { url?: string | undefined }) => string {
  return ({ url = '/' }) => {
    const rest = url.startsWith(basePath) ? url.slice(basePath.length) : url;
    return /^[/?]|^$/.test(rest) ? rest.replace(/^(?!\/)/, '/') : url;
  };
}
