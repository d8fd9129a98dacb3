import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cpuOfTree } from '../cpu/cpu-time.js';
import type { MeasuredJob, Sample } from '../result.js';
import type { JobInput } from '../system.js';
import { AFTER, BY_STATUS, LIST, ONE } from '../systems/bare/sql.js';

export const PGBENCH = 'pgbench';

/** The same number as the pool of each system. */
const CLIENTS = 10;

/** Whether it is on the PATH; its version, for the report. */
export function pgbenchVersion(): string | undefined {
  try {
    const said = execFileSync(PGBENCH, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /[\d.]+/.exec(said)?.[0];
  } catch {
    return undefined;
  }
}

export interface Script {
  sql: string;
  /** Its variables, which pgbench sends as parameters. */
  variables: string[];
}

/** The statement of a job in pgbench's form; undefined for a job that is not a single prepared statement. */
export function pgbenchScript(job: MeasuredJob, { deep, id, status }: JobInput): Script | undefined {
  const statements: Partial<Record<MeasuredJob, [text: string, ...variables: string[]]>> = {
    list: [LIST.text],
    deep: [AFTER.text, deep.createdAt, deep.id],
    one: [ONE.text, id],
    byStatus: [BY_STATUS.text, status],
  };
  const statement = statements[job];
  if (!statement) return undefined;
  const [text, ...variables] = statement;
  return { sql: `${text.replace(/\$(\d+)/g, ':v$1').replace(/\s+/g, ' ')};\n`, variables };
}

/** What its report says. @throws if it says something else */
export function readReport(report: string): { requests: number; perSecond: number } {
  const requests = /transactions actually processed: (\d+)/.exec(report)?.[1];
  const perSecond = /^tps = ([\d.]+)/m.exec(report)?.[1];
  const failed = /number of failed transactions: (\d+)/.exec(report)?.[1] ?? '0';
  if (requests === undefined || perSecond === undefined || failed !== '0') throw new Error(report);
  return { requests: Number(requests), perSecond: Number(perSecond) };
}

/** One sample of what the database alone can do. */
export async function runPgbench(
  { sql, variables }: Script,
  databaseUrl: string,
  postmaster: number | undefined,
  seconds: number,
): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-pgbench-'));
  const file = join(folder, 'job.sql');
  writeFileSync(file, sql);
  const cpu = () => (postmaster === undefined ? null : cpuOfTree(postmaster));
  const before = cpu();
  try {
    // It counts whole seconds.
    const time = Math.max(1, Math.round(seconds));
    const defined = variables.flatMap((value, index) => ['-D', `v${index + 1}=${value}`]);
    const args = ['-n', '-M', 'prepared', '-c', String(CLIENTS), '-T', String(time), ...defined, '-f', file];
    const { stdout } = await promisify(execFile)(PGBENCH, args, { env: connectionOf(databaseUrl) });
    const after = cpu();
    const { requests, perSecond } = readReport(stdout);
    return {
      requests,
      requestsPerSecond: perSecond,
      p50: null,
      p99: null,
      p99ByTerm: [],
      serverCpu: null,
      databaseCpu: after === null || before === null ? null : (after - before) / requests,
      memory: null,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** By the environment, as other users can see a command line. */
function connectionOf(databaseUrl: string): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  return {
    ...process.env,
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
  };
}
