import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  access,
  chmod,
  constants,
  lstat,
  mkdir,
  mkdtemp,
  readlink,
  realpath,
  rm,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartupError, reasonOf } from '../../../startup/startup-error.js';
import type { Account } from '../account.js';
import { SYSTEM_HOME, openSystemHome } from './system-home.js';

const NAME = 'postgres';

/** Creates the data folder if it is missing and returns its real path. Throws a StartupError if it can't be used. */
export async function openDataDir(dataDir: string): Promise<string> {
  try {
    await makeFolders(dataDir);
    await access(dataDir, constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (error) {
    throw new StartupError('embedded.notWritable', { dataDir, reason: reasonOf(error) }, { cause: error });
  }
}

/** One by one: Node's `recursive` never ends below /proc, where a folder cannot be created although its parent exists. */
async function makeFolders(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let path = folder; !(await lstat(path).catch(ifAbsent)); path = dirname(path)) missing.unshift(path);
  for (const path of missing) {
    await mkdir(path, { mode: 0o700 });
    // As root, PostgreSQL's own user must be able to enter all of them to reach the cluster, which is closed to all others.
    if (process.getuid?.() === 0) await chmod(path, 0o711);
  }
}

function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** The path that the cluster of a data folder has or would have, with links resolved. */
export async function clusterOf(dataDir: string): Promise<string> {
  const place = join(dataDir, NAME);
  const target = await readlink(place).catch(() => undefined);
  return target ?? place;
}

/**
 * A path for a new cluster that `account` can reach: in the data folder or, if that fails, under /var/lib/rollcall with a link
 * to it in the data folder.
 */
export async function placeCluster(dataDir: string, account: Account | undefined): Promise<string> {
  const place = join(dataDir, NAME);
  if (await isLink(place)) await rm(place);
  if (!account || canEnter(account, dataDir)) return place;
  await openSystemHome();
  const prefix = `${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}-`;
  const home = await mkdtemp(join(SYSTEM_HOME, prefix));
  await chmod(home, 0o711);
  const cluster = join(home, NAME);
  await symlink(cluster, place);
  return cluster;
}

/** Throws a StartupError if the account of an existing cluster cannot reach it. */
export function assertReach(cluster: string, account: Account | undefined): void {
  if (account && !canEnter(account, cluster)) {
    throw new StartupError('embedded.outOfReach', { cluster, account: account.name });
  }
}

/** Tests the access instead of reading modes, as ACLs and mounts count as well. */
function canEnter({ uid, gid }: Account, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid, gid, cwd: '/', stdio: 'ignore' }).status ===
    0
  );
}

async function isLink(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isSymbolicLink() ?? false;
}
