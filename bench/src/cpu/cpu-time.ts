import { readFileSync, readdirSync } from 'node:fs';

/** In microseconds. */
export type CpuTime = number;

/** Linux reports CPU time in hundredths of a second (USER_HZ), independent of its own tick. */
const TICK_US = 10_000;

/**
 * The CPU time of these processes: per thread, in nanoseconds from the scheduler's account if the kernel keeps one, else in
 * ticks.
 */
export function cpuOf(pids: number[]): CpuTime {
  return pids.reduce((sum, pid) => sum + (scheduled(pid) ?? ticks(pid).own), 0);
}

/**
 * The CPU time of a PostgreSQL: the postmaster, each process that it has started, and ended ones, which the kernel adds to the
 * postmaster's account when they are reaped.
 */
export function cpuOfTree(parent: number): CpuTime {
  return cpuOf([parent, ...childrenOf(parent)]) + ticks(parent).children;
}

/** The memory that a process holds now, in bytes. */
export function residentMemory(pid: number): number {
  return memoryOf(pid, 'VmRSS');
}

/**
 * The part of it that no file backs. The rest is mostly Node's program, in the kernel's cache of files. How much of that counts
 * as resident depends on the size of the blocks in which the kernel has read the file: 54 or 87 MB of the same Node.
 */
export function anonymousMemory(pid: number): number {
  return memoryOf(pid, 'RssAnon');
}

/** A line of /proc/PID/status. */
function memoryOf(pid: number, line: string): number {
  const kilobytes = new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(readIfThere(`/proc/${pid}/status`) ?? '');
  return Number(kilobytes?.[1] ?? 0) * 1024;
}

/** The postmaster of a connection, by the pid of its backend; undefined if it is on another machine. */
export function postmasterOf(backend: number): number | undefined {
  const command = readIfThere(`/proc/${backend}/cmdline`) ?? '';
  return /postgres/.test(command) ? statOf(backend)?.parent : undefined;
}

function scheduled(pid: number): CpuTime | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const times = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    );
    return times.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1000;
  } catch {
    // The thread has just ended, or the kernel was built without this file.
    return undefined;
  }
}

function ticks(pid: number): { own: CpuTime; children: CpuTime } {
  const stat = statOf(pid);
  return { own: (stat?.own ?? 0) * TICK_US, children: (stat?.children ?? 0) * TICK_US };
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statOf(pid)?.parent === parent);
}

interface Stat {
  parent: number;
  /** Ticks in user and kernel mode. */
  own: number;
  children: number;
}

/** See proc_pid_stat(5). */
function statOf(pid: number): Stat | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name before the last bracket may contain any character; then come the state (3rd), the parent and so on.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const field = (number: number): number => fields[number - 3] ?? 0;
  return { parent: field(4), own: field(14) + field(15), children: field(16) + field(17) };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
