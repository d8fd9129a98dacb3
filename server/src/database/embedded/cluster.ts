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
 * Search needs a locale that knows every letter, and the same order on every machine: PostgreSQL's own
 * PG_UNICODE_FAST gives both. The operating system's locale counts for what is left, and must be a UTF-8 one:
 * with plain C, pg_trgm would drop every letter that is not ASCII. C.UTF-8 is on every Linux with glibc 2.35,
 * and on Debian long before; macOS before 15 has only the second.
 */
const SYSTEM_LOCALES = ['C.UTF-8', 'en_US.UTF-8'];

export interface ClusterOptions {
  /** Its folder, which is not there yet; the folder above it is, and `account` can pass through that. */
  readonly cluster: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  /** False leaves out the sync to disk: for databases that need not outlive the machine. */
  readonly durable: boolean;
  readonly signal: AbortSignal | undefined;
}

/** The version in which a cluster was made, such as "18"; undefined when there is none. */
export async function clusterVersion(cluster: string): Promise<string | undefined> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  return version?.trim();
}

/** Makes a cluster: all of it or, when anything goes wrong half-way, nothing. */
export async function createCluster(options: ClusterOptions): Promise<void> {
  const { cluster, account } = options;
  await removeHalfMade(cluster);
  // A name of its own, as the initdb of a killed server may still be at work.
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

/** Undefined when it went well, otherwise why not. Rejects with the signal's reason, once initdb has ended. */
async function runInitdb(
  { account, binaries, signal }: ClusterOptions,
  args: string[],
): Promise<string | undefined> {
  const initdb = spawn(binaries.initdb, args, {
    cwd: '/',
    env: POSTGRES_ENVIRONMENT,
    // A Ctrl-C reaches it through us alone, so that it is told from a fault of its own.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal && { signal }),
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  let spawnError: Error | undefined;
  initdb.once('error', (error) => (spawnError = error));
  const closed = new Promise<number | null>((resolve) => initdb.once('close', resolve));
  // Itself and the servers that it starts are one process group, as it is detached.
  if (initdb.pid !== undefined) endWithUs(initdb, -initdb.pid, 'TERM');
  const output = await text(initdb.stderr);
  const code = await closed;
  signal?.throwIfAborted();
  if (code === 0) return undefined;
  if (spawnError) return reasonOf(spawnError);
  // Of its several lines, the first of this kind tells why.
  const line = output.split('\n').find((candidate) => /error:|FATAL:/.test(candidate));
  return line?.replace(/^.*?(error|FATAL):\s*/, '') ?? `exit code ${code}`;
}

/**
 * The password of the superuser of the cluster, from its 0600 file; made up where neither file nor cluster is there.
 */
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
