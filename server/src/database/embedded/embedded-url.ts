import { SUPERUSER } from './process/postgres-process.js';

/** It takes no TLS, whatever PGSSLMODE says of other databases. */
export function embeddedUrl(password: string, port: number | string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/rollcall?sslmode=disable`;
}
