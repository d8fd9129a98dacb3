import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Ends a detached child of ours when we end without having ended it, whatever killed us: a shell waits on a pipe
 * that only our death closes. Without it the child would keep its memory, its port and its folder.
 *
 * @param target the child's pid or, negative, its process group
 */
export function endWithUs(child: ChildProcess, target: number, signal: 'INT' | 'TERM'): void {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -s "$1" -- "$2"', 'sh', signal, String(target)], {
    cwd: '/',
    env: {},
    // Out of our process group, so that what ends us all at once leaves it its work.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without it all else works just as well.
  watchdog.once('error', () => undefined);
  // It waits for our end, so it must not hold that up.
  watchdog.unref();
  // Node's types don't say that a child's pipe is a socket.
  (watchdog.stdin as Socket | null)?.unref();
  child.once('exit', () => watchdog.kill());
}
