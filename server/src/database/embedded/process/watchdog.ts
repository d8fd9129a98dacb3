import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Ends a detached child if this process ends without having ended it, even by SIGKILL: a shell waits on a pipe that closes only
 * when this process ends. Without it the child would keep its memory, its port and its folder.
 *
 * @param target the child's pid or, negative, its process group
 */
export function endWithUs(child: ChildProcess, target: number, signal: 'INT' | 'TERM'): void {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -s "$1" -- "$2"', 'sh', signal, String(target)], {
    cwd: '/',
    env: {},
    // In its own process group, so that a signal to the whole group of this process does not end the shell too.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // A missing shell disables only this safeguard.
  watchdog.once('error', () => undefined);
  // The shell waits for the end of this process, so it must not keep this process alive.
  watchdog.unref();
  // Node's types don't say that a child's pipe is a socket.
  (watchdog.stdin as Socket | null)?.unref();
  child.once('exit', () => watchdog.kill());
}
