import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { StartupError, reasonOf } from '../../startup/startup-error.js';
import { type Account, chooseAccount } from './account.js';
import { type Binaries, findBinaries } from './binaries.js';
import { clusterVersion, createCluster, readPassword } from './cluster.js';
import { lockDataDir } from './place/data-dir-lock.js';
import { claimHome, homeOf } from './place/homes.js';
import { embeddedUrl } from './embedded-url.js';
import { openDatabase } from './open-database.js';
import { stopOrphan } from './process/orphan.js';
import { assertReach, clusterOf, openDataDir, placeCluster } from './place/placement.js';
import { PostgresProcess } from './process/postgres-process.js';
import { type PostgresSettings, settingsFor, usableMemory } from './settings.js';

export interface EmbeddedPostgresOptions {
  /** Absolute path of a folder for the database and its other files. It is created if it is missing. */
  readonly dataDir: string;
  readonly log: Logger;
  /** PostgreSQL settings that override our own, such as `fsync: 'off'` for a database that tests throw away. */
  readonly settings?: PostgresSettings;
  /** Aborts the start. The promise then rejects with the signal's reason, and nothing is left running. */
  readonly signal?: AbortSignal;
}

export interface EmbeddedPostgres {
  /** postgres:// URL, password included, of the database `rollcall` on 127.0.0.1. */
  readonly url: string;
  /** Whether this start made the database. */
  readonly firstStart: boolean;
  /** The data folder, with links resolved. */
  readonly dataDir: string;
  /** The folder of the cluster, which need not be in the data folder. */
  readonly cluster: string;
  /** The user of the operating system that it runs as; undefined for the user of this process. */
  readonly account: string | undefined;
  readonly logFile: string;
  /** PostgreSQL's, such as "18.4". */
  readonly version: string;
  /** Settles when the database has ended: after stop(), or by itself, with the reason in a few words. */
  readonly ended: Promise<string>;
  /** Stops the database and releases the data folder, within `timeLimit` milliseconds (10,000). */
  stop(timeLimit?: number): Promise<void>;
}

/** Another program may take the free port before PostgreSQL opens it. */
const PORT_ATTEMPTS = 5;

/**
 * Starts the PostgreSQL that comes with Rollcall on the data in `dataDir`, which the first start creates. Throws a StartupError
 * if it fails, and leaves nothing running.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = await openDataDir(options.dataDir);
  try {
    return await startIn(dataDir, options);
  } catch (error) {
    throw isFileFault(error)
      ? new StartupError('embedded.notWritable', { dataDir, reason: reasonOf(error) }, { cause: error })
      : error;
  }
}

/** A full disk, a file system without links, a folder where a file should be. */
function isFileFault(error: unknown): boolean {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  // Codes that begin like this are of a connection.
  return syscall !== undefined && !/^E(?:CONN|PIPE)/.test(code);
}

async function startIn(dataDir: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const lock = await lockDataDir(dataDir);
  try {
    const { account, binaries, cluster, firstStart, password } = await prepareCluster(dataDir, options);
    const home = homeOf(cluster);
    if (home !== undefined) await claimHome(home, dataDir);
    const logFile = join(dataDir, 'postgres.log');
    const settings = { ...settingsFor(usableMemory()), ...options.settings };
    const launch = (port: number): PostgresProcess =>
      PostgresProcess.launch({ postgres: binaries.postgres, cluster, port, account, settings, logFile });
    const { postgres, url } = await launchOnFreePort(launch, password, logFile, options);
    options.log.debug({ cluster, firstStart }, 'the embedded database accepts connections');
    const ended = postgres.ended.finally(() => lock.release());
    return {
      url,
      firstStart,
      dataDir,
      cluster,
      account: account?.name,
      logFile,
      version: binaries.version,
      ended,
      stop: async (timeLimit = 10_000) => {
        await postgres.stop(timeLimit);
        await ended;
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface PreparedCluster {
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly cluster: string;
  readonly firstStart: boolean;
  readonly password: string;
}

/** Finds or creates the cluster of a data folder. Afterwards no other process uses it. */
async function prepareCluster(dataDir: string, options: EmbeddedPostgresOptions): Promise<PreparedCluster> {
  const { log, signal } = options;
  const existing = await clusterOf(dataDir);
  const account = await chooseAccount(existing, log);
  const binaries = await findBinaries(account, log);
  const version = await clusterVersion(existing);
  const password = await readPassword(join(dataDir, 'postgres.password'), version !== undefined);
  signal?.throwIfAborted();
  if (version === undefined) {
    const cluster = await placeCluster(dataDir, account);
    const durable = options.settings?.['fsync'] !== 'off';
    await createCluster({ cluster, password, binaries, account, durable, signal });
    return { account, binaries, cluster, firstStart: true, password };
  }
  if (version !== binaries.major) {
    throw new StartupError('embedded.wrongVersion', {
      cluster: existing,
      found: version,
      needed: binaries.major,
    });
  }
  assertReach(existing, account);
  await stopOrphan(existing, log);
  return { account, binaries, cluster: existing, firstStart: false, password };
}

async function launchOnFreePort(
  launch: (port: number) => PostgresProcess,
  password: string,
  logFile: string,
  { log, signal }: EmbeddedPostgresOptions,
): Promise<{ postgres: PostgresProcess; url: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    signal?.throwIfAborted();
    const postgres = launch(port);
    const url = embeddedUrl(password, port);
    try {
      if (await openDatabase(url, { log, postgres, signal })) return { postgres, url };
      const reason = await postgres.ended;
      const portLost = reason.includes('could not create any TCP/IP sockets');
      if (!portLost || attempt === PORT_ATTEMPTS)
        throw new StartupError('embedded.startFailed', { reason, logFile });
    } catch (error) {
      await postgres.stop(10_000);
      throw error;
    }
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  // A listening TCP server's address is never a pipe's name.
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
