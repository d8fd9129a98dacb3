import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../product/postgres.ts';
import { type Server, startServer } from '../product/server.ts';

const SEED = fileURLToPath(new URL('../../server/dist/seed/main.js', import.meta.url));

export interface Directory {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * The built product over a directory of so many made-up people, who are gone afterwards.
 * @param databaseUrl a database that has them already, which stays as it is; its server makes the owner of `OWNER`
 */
export async function startDirectory(people: number, databaseUrl?: string): Promise<Directory> {
  if (databaseUrl) {
    const server = await startServer({ databaseUrl });
    return { url: server.url, stop: () => server.stop() };
  }
  // A million users and their indexes fit.
  const postgres = await startPostgres({ shared_buffers: '2GB' });
  let server: Server | undefined;
  const stop = async () => {
    await server?.stop();
    await postgres.stop();
  };
  try {
    // The owner first: a directory that has people gets none by itself.
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
