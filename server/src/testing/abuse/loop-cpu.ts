import { readFileSync } from 'node:fs';

/**
 * The CPU time, in milliseconds, of the thread of a process's event loop, from the scheduler's account. Work of other threads,
 * such as hashing a password, does not by itself delay other requests.
 */
export function loopCpu(pid: number): number {
  const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1e6;
}
