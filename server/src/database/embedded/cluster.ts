import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { StartupError, reasonOf } from '../../startup/startup-error.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { POSTGRES_ENVIRONMENT, SUPERUSER } from './process/postgres-process.js';
import { endWithUs } from './process/watchdog.js';

/**
 * Search needs a locale that knows every letter, and the same order on every machine: PostgreSQL's own PG_UNICODE_FAST has
 * both. The operating system's locale is used for the rest, and must be a UTF-8 one: with plain C, pg_trgm would drop every
 * letter that is not ASCII. C.UTF-8 is on every Linux with glibc 2.35, and on Debian long before; macOS before 15 has only the
 * second.
 */
const SYSTEM_LOCALES = ['C.UTF-8', 'en_US.UTF-8'];

export interface ClusterOptions {
  /** Its folder, which does not exist yet. The folder above it exists, and `account` can enter it. */
  readonly cluster: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  /** False skips the sync to disk, for databases that need not survive a crash of the machine. */
  readonly durable: boolean;
  readonly signal: AbortSignal | undefined;
}

/** The version of a cluster, such as "18"; undefined if there is no cluster. */
export async function clusterVersion(cluster: string): Promise<string | undefined> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  return version?.trim();
}

/** Creates a cluster completely, or leaves nothing if a step fails. */
export async function createCluster(options: ClusterOptions): Promise<void> {
  const { cluster, account } = options;
  await removeHalfMade(cluster);
  // A unique name, as the initdb of a killed server may still be running.
  const staging = await mkdtemp(`${cluster}${HALF_MADE}`);
  const passwordFile = `${staging}.password`;
  try {
    await writeFile(passwordFile, options.password, { mode: 0o600 });
    if (account) {
      await chown(staging, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await initialise(options, staging, passwordFile);
    await rename(staging, cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(staging, { recursive: true, force: true });
  }
}

const HALF_MADE = '.new-';

async function removeHalfMade(cluster: string): Promise<void> {
  const folder = dirname(cluster);
  const leftovers = (await readdir(folder)).filter((name) =>
    name.startsWith(`${basename(cluster)}${HALF_MADE}`),
  );
  for (const name of leftovers) await rm(join(folder, name), { recursive: true, force: true });
}

async function initialise(options: ClusterOptions, folder: string, passwordFile: string): Promise<void> {
  for (const [attempt, locale] of SYSTEM_LOCALES.entries()) {
    const args = [
      `--pgdata=${folder}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=PG_UNICODE_FAST',
      `--locale=${locale}`,
      '--no-instructions',
      ...(options.durable ? [] : ['--no-sync']),
    ];
    const reason = await runInitdb(options, args);
    if (reason === undefined) return;
    const another = attempt + 1 < SYSTEM_LOCALES.length;
    if (!another || !reason.includes('invalid locale')) {
      throw new StartupError('embedded.createFailed', { cluster: options.cluster, reason });
    }
  }
}

/** Undefined on success, else the reason. Rejects with the signal's reason once initdb has ended. */
async function runInitdb(
  { account, binaries, signal }: ClusterOptions,
  args: string[],
): Promise<string | undefined> {
  const initdb = spawn(binaries.initdb, args, {
    cwd: '/',
    env: POSTGRES_ENVIRONMENT,
    // A Ctrl-C reaches initdb only through this process, so it is not mistaken for a fault of initdb.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal && { signal }),
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  let spawnError: Error | undefined;
  initdb.once('error', (error) => (spawnError = error));
  const closed = new Promise<number | null>((resolve) => initdb.once('close', resolve));
  // As it is detached, initdb and the servers that it starts are one process group.
  if (initdb.pid !== undefined) endWithUs(initdb, -initdb.pid, 'TERM');
  const output = await text(initdb.stderr);
  const code = await closed;
  signal?.throwIfAborted();
  if (code === 0) return undefined;
  if (spawnError) return reasonOf(spawnError);
  // The first line of this kind has the reason.
  const line = output.split('\n').find((candidate) => /error:|FATAL:/.test(candidate));
  return line?.replace(/^.*?(error|FATAL):\s*/, '') ?? `exit code ${code}`;
}

/** The password of the superuser of the cluster, from its 0600 file. It is generated if neither file nor cluster exists. */
export async function readPassword(file: string, clusterExists: boolean): Promise<string> {
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known) return known.trim();
  if (clusterExists) throw new StartupError('embedded.passwordMissing', { file });
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}
