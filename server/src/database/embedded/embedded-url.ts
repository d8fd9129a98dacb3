import { SUPERUSER } from './process/postgres-process.js';

/** The embedded database has no TLS, whatever PGSSLMODE says for other databases. */
export function embeddedUrl(password: string, port: number | string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/rollcall?sslmode=disable`;
}
