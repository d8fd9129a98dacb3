import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** The interval of checks, like Patroni with a lease of a few seconds. */
const WATCH_MS = 500;
const MISSES = 2;

/** Resolves when a database did not answer twice, half a second apart. */
export async function untilMissed(url: string): Promise<void> {
  for (let misses = 0; misses < MISSES;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: WATCH_MS });
    client.on('error', () => undefined);
    const isThere = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    misses = isThere ? 0 : misses + 1;
    await delay(WATCH_MS);
  }
}
