import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StartupError } from '../../../startup/startup-error.js';
import { processCommand, processStart } from './process-identity.js';

/** How long an orphan may take for a fast shutdown, and then for an immediate one; in milliseconds. */
const FAST_LIMIT = 20_000;
const IMMEDIATE_LIMIT = 10_000;

/** No system assigns this pid (Linux ends at 4,194,304, macOS at 99,998). */
const NOBODY = 4_194_305;

/**
 * Ends the PostgreSQL that a killed server left running on this cluster. Only the holder of the data folder's lock may call it:
 * then no other server owns that PostgreSQL.
 */
export async function stopOrphan(cluster: string, log: Logger): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (content === undefined) return;
  const pid = Number.parseInt(content, 10);
  const start = processStart(pid);
  if (start === undefined || !processCommand(pid).includes(cluster)) {
    // Another program may have the pid by now, or a zombie that nobody reaps (in a container without an init). PostgreSQL would
    // mistake either for its old server and refuse to start. With the pid of no process, it checks correctly whether an old
    // process still holds the cluster's shared memory.
    await writeFile(file, content.replace(/^\d+/, String(NOBODY)));
    return;
  }
  log.info({ pid }, 'stopping the database that an earlier run left behind');
  process.kill(pid, 'SIGINT');
  if (await ends(pid, start, FAST_LIMIT)) return;
  process.kill(pid, 'SIGQUIT');
  if (await ends(pid, start, IMMEDIATE_LIMIT)) return;
  throw new StartupError('embedded.orphanStays', { pid: String(pid) });
}

/** Whether the process ends within the limit. It is not a child process, so there is no event, and it has to be polled. */
async function ends(pid: number, start: string, limit: number): Promise<boolean> {
  const deadline = Date.now() + limit;
  while (processStart(pid) === start) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}
