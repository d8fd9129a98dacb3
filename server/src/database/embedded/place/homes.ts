import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SYSTEM_HOME } from './system-home.js';

/** In a database's own folder under /var/lib/rollcall: the data folder that it belongs to. */
const OWNER_FILE = 'data-dir';

/** A folder under /var/lib/rollcall with a database of its own. */
const HOME = /^[0-9a-f]{12}-/;

export interface AbandonedHome {
  /** The folder with the database. */
  readonly home: string;
  /** The data folder that no longer links to it. */
  readonly dataDir: string;
}

/** The folder of a cluster under /var/lib/rollcall; undefined if the cluster is in the data folder. */
export function homeOf(cluster: string): string | undefined {
  const home = dirname(cluster);
  return dirname(home) === SYSTEM_HOME ? home : undefined;
}

/** Writes at each start which data folder it belongs to: a data folder may have been moved together with its link. */
export async function claimHome(home: string, dataDir: string): Promise<void> {
  await writeFile(join(home, OWNER_FILE), dataDir, { mode: 0o600 });
}

/**
 * Databases whose data folder is gone or has another database by now. They are not deleted, as the data folder may have been
 * moved.
 */
export async function abandonedHomes(): Promise<AbandonedHome[]> {
  const names = await readdir(SYSTEM_HOME).catch(() => []);
  const all = names.filter((name) => HOME.test(name)).map((name) => lookAt(join(SYSTEM_HOME, name)));
  return (await Promise.all(all)).filter((found) => found !== undefined);
}

async function lookAt(home: string): Promise<AbandonedHome | undefined> {
  // Without this file, the database is from an earlier version, or not readable for this user.
  const dataDir = await readFile(join(home, OWNER_FILE), 'utf8').catch(() => undefined);
  if (dataDir === undefined) return undefined;
  const cluster = await readlink(join(dataDir, 'postgres')).catch(() => undefined);
  return cluster !== undefined && dirname(cluster) === home ? undefined : { home, dataDir };
}
