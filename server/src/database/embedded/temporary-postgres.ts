import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { Logger } from 'pino';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import type { PostgresSettings } from './settings.js';

export interface TemporaryPostgres {
  /** postgres:// URL, password included, of an empty database. */
  readonly url: string;
  /** Stops it and removes all of its files. */
  stop(): Promise<void>;
}

/** A PostgreSQL for tests: like the embedded one, but faster, as it need not survive a power cut. */
export async function startTemporaryPostgres(
  log: Logger,
  settings: PostgresSettings = {},
): Promise<TemporaryPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-'));
  // As root, the database runs as another user, which must be able to enter the folder. The default mode is 0700.
  await chmod(folder, 0o711);
  const postgres = await startEmbeddedPostgres({
    dataDir: folder,
    log,
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      shared_buffers: '128MB',
      // Several test files have servers on it at once, with up to some twenty connections each.
      max_connections: '300',
      // Of each new password, which has 190 random bits: nothing is gained by making guesses slow.
      scram_iterations: '1',
      ...settings,
    },
  });
  await hashPasswordAnew(postgres.url);
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      // If that user can't reach the folder for temporary files, the database is elsewhere.
      await rm(dirname(postgres.cluster), { recursive: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** With `scram_iterations`, as initdb knows no settings. 4,096 of them at both ends took a quarter of the CPU time of a test's start. */
async function hashPasswordAnew(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const password = pg.escapeLiteral(new URL(url).password);
  await client.query(`alter role current_user password ${password}`);
  await client.end();
}
