import process from 'node:process';
import { startEmbeddedPostgres } from '../database/embedded/embedded-postgres.js';
import { findRunningPostgres } from '../database/embedded/process/running-postgres.js';
import { preflight } from '../database/start/preflight.js';
import type { Env } from '../env.js';
import { createLogger } from '../logging/logger.js';

export interface CommandDatabase {
  url: string;
  /** Restores the state before: an embedded database that was not running is stopped. */
  close: () => Promise<void>;
}

/** The database that `start` would serve, for a command, whether a server runs or not. */
export async function openCommandDatabase({
  database: { url, dataDir },
  log,
}: Env): Promise<CommandDatabase> {
  if (url !== undefined) {
    await preflight(url);
    return { url, close: () => Promise.resolve() };
  }
  const running = await findRunningPostgres(dataDir);
  if (running !== undefined) return { url: running, close: () => Promise.resolve() };
  // Its stdout may be a backup.
  const logger = createLogger(log.level, true, process.stderr.fd);
  const embedded = await startEmbeddedPostgres({ dataDir, log: logger });
  return { url: embedded.url, close: () => embedded.stop() };
}
