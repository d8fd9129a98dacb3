import { readFileSync } from 'node:fs';

/**
 * The CPU time in milliseconds that the thread of a process's event loop has used, by the scheduler's own account. What
 * other threads do, such as hashing a password, delays nobody else's request by itself.
 */
export function loopCpu(pid: number): number {
  const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1e6;
}
