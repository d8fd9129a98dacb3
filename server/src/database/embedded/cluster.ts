import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError, reasonOf } from '../../startup-error.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { POSTGRES_ENVIRONMENT, SUPERUSER } from './postgres-process.js';

const run = promisify(execFile);

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
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text?.trim();
}

/** Makes a cluster: all of it or, when anything goes wrong half-way, nothing. */
export async function createCluster(options: ClusterOptions): Promise<void> {
  const { cluster, account } = options;
  const staging = `${cluster}.new`;
  const passwordFile = `${cluster}.new.password`;
  try {
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging, { mode: 0o700 });
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

async function initialise(options: ClusterOptions, folder: string, passwordFile: string): Promise<void> {
  const { account, binaries, signal } = options;
  const asAccount = account ? { uid: account.uid, gid: account.gid } : {};
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
    try {
      await run(binaries.initdb, args, { cwd: '/', env: POSTGRES_ENVIRONMENT, ...asAccount, ...(signal && { signal }) });
      return;
    } catch (error) {
      signal?.throwIfAborted();
      const reason = initdbReason(error);
      const another = attempt + 1 < SYSTEM_LOCALES.length;
      if (!(another && /invalid locale/.test(reason))) {
        throw new StartupError('embedded.createFailed', { dataDir: options.cluster, reason }, { cause: error });
      }
    }
  }
}

/** initdb ends with several lines, of which the first that says "error" or "FATAL" tells why. */
function initdbReason(error: unknown): string {
  const { stderr = '' } = error as { stderr?: string };
  const line = stderr.split('\n').find((text) => /error:|FATAL:/.test(text));
  return line?.replace(/^.*?(error|FATAL):\s*/, '') ?? reasonOf(error);
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

