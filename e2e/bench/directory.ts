import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../product/postgres.ts';
import { type Server, startServer } from '../product/server.ts';

const SEED = fileURLToPath(new URL('../../server/dist/seed/main.js', import.meta.url));

export interface Directory {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * The built product with a directory of this number of invented people, who are removed afterwards.
 * @param databaseUrl a database that already has them, which stays unchanged; its server makes the owner of `OWNER`
 */
export async function startDirectory(people: number, databaseUrl?: string): Promise<Directory> {
  if (databaseUrl) {
    const server = await startServer({ databaseUrl });
    return { url: server.url, stop: () => server.stop() };
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  // As root, the database runs as another user, which must be able to enter the folder.
  await chmod(dataDir, 0o711);
  const postgres = await startPostgres(dataDir);
  let server: Server | undefined;
  const stop = async () => {
    await server?.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    // The owner first: a directory with people gets no owner by itself.
    server = await startServer({ databaseUrl: postgres.url });
    await seed(people, postgres.url);
    return { url: server.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function seed(people: number, databaseUrl: string): Promise<void> {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [SEED, String(people)], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`Seeding ended with ${code}.`);
}
