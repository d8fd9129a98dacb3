import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../../../startup/startup-error.js';
import { processStart } from '../process/process-identity.js';

interface Holder {
  readonly pid: number;
  /** See processStart: another program may have the same pid by now. */
  readonly start: string | undefined;
}

export interface DataDirLock {
  /** Releases the folder. Idempotent. */
  release(): void;
}

/**
 * Locks the data folder for this process, or throws a StartupError that names the process that holds it. It takes over the lock
 * of a process that no longer runs.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const file = join(dataDir, 'rollcall.lock');
  const mine = `${file}.${randomUUID()}`;
  const content = JSON.stringify({ pid: process.pid, start: processStart(process.pid) } satisfies Holder);
  writeFileSync(mine, content, { mode: 0o644 });
  try {
    while (!tryLink(mine, file)) {
      refuseIfAlive(file, dataDir);
      await takeOver(mine, file, dataDir);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    release() {
      if (readIfThere(file) === content) rmSync(file, { force: true });
    },
  };
}

/**
 * Removes the lock of a dead process. Two servers that start together must not both do so: the slower one would remove the new
 * lock of the faster one. So the remover holds `.takeover` meanwhile, and checks the lock again.
 */
async function takeOver(mine: string, file: string, dataDir: string): Promise<void> {
  const guard = `${file}.takeover`;
  if (!tryLink(mine, guard)) {
    // It is held only for a moment, unless its holder was killed in that moment.
    if (!holderRuns(guard)) rmSync(guard, { force: true });
    await delay(10);
    return;
  }
  try {
    refuseIfAlive(file, dataDir);
    rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

function refuseIfAlive(file: string, dataDir: string): void {
  const holder = readHolder(file);
  if (holder && isRunning(holder))
    throw new StartupError('embedded.inUse', { pid: String(holder.pid), dataDir });
}

function holderRuns(file: string): boolean {
  const holder = readHolder(file);
  return holder !== undefined && isRunning(holder);
}

function isRunning(holder: Holder): boolean {
  const start = processStart(holder.pid);
  return start !== undefined && start === holder.start;
}

function readHolder(file: string): Holder | undefined {
  try {
    // Only this program writes it. Any other content counts as a holder that does not run.
    return (JSON.parse(readIfThere(file) ?? 'null') as Holder | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Creates `target` with its content atomically. Opening and then writing it would be two steps. */
function tryLink(source: string, target: string): boolean {
  try {
    linkSync(source, target);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
