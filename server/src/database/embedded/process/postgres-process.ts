import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fchownSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf } from '../../../startup/startup-error.js';
import type { Account } from '../account.js';
import type { PostgresSettings } from '../settings.js';
import { endWithUs } from './watchdog.js';

export const SUPERUSER = 'rollcall';

/**
 * The whole environment of PostgreSQL's programs. It has none of the PG… variables and locales of the starting shell, and UTC,
 * so that initdb need not search for the machine's time zone.
 */
export const POSTGRES_ENVIRONMENT: NodeJS.ProcessEnv = { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' };

/** A log larger than this, in bytes, is rotated at the next start. One older log is kept. */
const LOG_LIMIT = 4 * 1024 * 1024;

/** The share of the time limit for the fast shutdown. The rest is for the immediate one, if the fast one takes too long. */
const FAST_SHARE = 0.75;

export interface PostgresProcessOptions {
  readonly postgres: string;
  readonly cluster: string;
  readonly port: number;
  readonly account: Account | undefined;
  readonly settings: PostgresSettings;
  readonly logFile: string;
}

/** One running `postgres`, a child process in its own process group. */
export class PostgresProcess {
  /** Settles when it has ended, after stop() or by itself, with the reason from its log or from the system. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  #running = true;

  private constructor(child: ChildProcess, logFile: string, logStart: number) {
    this.#child = child;
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(reasonOf(error)));
      child.once('exit', (code, signal) =>
        resolve(signal ?? lastWords(logFile, logStart) ?? `exit code ${code}`),
      );
    });
    void this.ended.then(() => (this.#running = false));
    if (child.pid !== undefined) endWithUs(child, child.pid, 'INT');
  }

  static launch(options: PostgresProcessOptions): PostgresProcess {
    const { account, cluster, logFile, port, settings } = options;
    const log = openLog(logFile, account);
    const args = ['-D', cluster, '-p', String(port)];
    for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
    try {
      const logStart = fstatSync(log).size;
      const child = spawn(options.postgres, args, {
        cwd: '/',
        env: POSTGRES_ENVIRONMENT,
        // Its own process group: a Ctrl-C at the terminal must reach only this process, which still needs the database to
        // finish the running requests. To PostgreSQL, SIGINT means "close all connections".
        detached: true,
        // A file, not a pipe: PostgreSQL can still write to it after this process was killed.
        stdio: ['ignore', log, log],
        ...(account && { uid: account.uid, gid: account.gid }),
      });
      return new PostgresProcess(child, logFile, logStart);
    } finally {
      closeSync(log);
    }
  }

  get running(): boolean {
    return this.#running;
  }

  /**
   * Stops it by a fast shutdown, which ends connections and writes everything to disk. After most of `timeLimit` (milliseconds)
   * comes an immediate shutdown, after which the next start recovers from the write-ahead log.
   */
  async stop(timeLimit: number): Promise<void> {
    this.#child.kill('SIGINT');
    const tooLong = new AbortController();
    const killer = delay(timeLimit * FAST_SHARE, undefined, { signal: tooLong.signal })
      .then(() => this.#child.kill('SIGQUIT'))
      .catch(() => undefined);
    await this.ended;
    tooLong.abort();
    await killer;
  }
}

function openLog(file: string, account: Account | undefined): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a', 0o600);
  // So that the owner of the database can write it if the next start is not by root.
  if (account) fchownSync(log, account.uid, account.gid);
  return log;
}

/**
 * Why it ended, from its log since `from` (bytes): the last FATAL or PANIC line or, from the time before it opens its log, a
 * plain line.
 */
function lastWords(file: string, from: number): string | undefined {
  let lines: string[];
  try {
    lines = readFileSync(file).subarray(from).toString().split('\n');
  } catch {
    // Without the log file there is no reason to report.
    return undefined;
  }
  const fatal = lines.findLast((line) => /(FATAL|PANIC):/.test(line));
  const bare = lines.find((line) => line.startsWith('postgres: '));
  return (fatal ?? bare)?.replace(/^(postgres|.*?(FATAL|PANIC)):\s*/, '');
}
