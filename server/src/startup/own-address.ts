import type { Env } from '../env.js';

/** The address of the server: PUBLIC_URL, or else this machine. Requests do not influence it. */
export function ownAddress({ http }: Pick<Env, 'http'>, port: number): string {
  if (http.publicUrl) return http.publicUrl;
  const here = ['127.0.0.1', '0.0.0.0', '::1', '::', 'localhost'].includes(http.host);
  const host = here ? 'localhost' : http.host.includes(':') ? `[${http.host}]` : http.host;
  return `http://${host}:${port}`;
}
