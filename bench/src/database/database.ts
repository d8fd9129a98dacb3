import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { benchFile } from '../paths.js';
import { endWithUs } from '../process.js';

/** The server on which the databases of every size are. */
export interface DatabaseServer {
  /** The URL of a database on it by this name. */
  urlOf(name: string): string;
  stop(): Promise<void>;
}

/** The server of BENCH_DATABASE_URL, whose role must be a superuser, or an embedded one on `dataDir`. */
export async function openDatabaseServer(
  dataDir: string,
  givenUrl: string | undefined,
): Promise<DatabaseServer> {
  const { url, stop } = givenUrl ? { url: givenUrl, stop: async () => undefined } : await startOwn(dataDir);
  return {
    urlOf: (name) => {
      const named = new URL(url);
      named.pathname = `/${name}`;
      return named.href;
    },
    stop,
  };
}

async function startOwn(dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = join(dataDir, 'postgres');
  mkdirSync(folder, { recursive: true });
  // In its own process group it gets no Ctrl-C, so its users can be stopped first.
  const child = fork(benchFile('database/embedded.main.js'), [folder], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  endWithUs(child);
  const exit = once(child, 'exit');
  const first = (await Promise.race([once(child, 'message'), exit])) as unknown[];
  const [url] = first;
  if (typeof url !== 'string') throw new Error('PostgreSQL did not start; the reason is above.');
  return {
    url,
    stop: async () => {
      child.disconnect();
      await exit;
    },
  };
}

/** Runs `work` with a separate connection. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'rollcall-bench' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
