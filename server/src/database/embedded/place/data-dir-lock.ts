import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../../../startup/startup-error.js';
import { processStart } from '../process/process-identity.js';

interface Holder {
  readonly pid: number;
  /** See processStart: a pid alone may by now belong to another program. */
  readonly start: string | undefined;
}

export interface DataDirLock {
  /** Gives the folder free; harmless when called twice. */
  release(): void;
}

/**
 * Takes the data folder for this process, or throws a StartupError that names the process which has it.
 * The lock of a process that no longer runs is taken over.
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
 * Removes the lock of a dead process. Two servers that start together must not both do so, or the slower
 * would remove the quicker one's fresh lock: who removes holds `.takeover` meanwhile, and looks again.
 */
async function takeOver(mine: string, file: string, dataDir: string): Promise<void> {
  const guard = `${file}.takeover`;
  if (!tryLink(mine, guard)) {
    // Held for a moment only, unless its holder was killed in that very moment.
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
    // Written by us alone; anything else in it makes a holder that does not run.
    return (JSON.parse(readIfThere(file) ?? 'null') as Holder | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Creates `target` with its content in one step, which opening and writing it would not be. */
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
