import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * The start time of a process, as the system reports it. It distinguishes the process from a later one with the same pid.
 * Undefined if no such process runs. A zombie counts as not running.
 */
export function processStart(pid: number): string | undefined {
  return process.platform === 'linux' ? startInProc(pid) : startFromPs(pid);
}

function startInProc(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (!stat) return undefined;
  // "pid (name) state ppid …": the name may hold spaces and brackets, so count from the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, ticksSinceBoot] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return undefined;
  // Ticks without the boot id would repeat after a reboot.
  return `${readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}/${ticksSinceBoot}`;
}

function startFromPs(pid: number): string | undefined {
  const line = ps(pid, 'stat=,lstart=');
  return line && !line.startsWith('Z') ? line.replace(/^\S+\s+/, '') : undefined;
}

/** The command line of a process, separated by spaces; empty if it can't be read. */
export function processCommand(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  return (readIfThere(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim();
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // Without a free file descriptor it is unknown whether the process exists. To take it for gone would let a second server
    // take over.
    if (['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return undefined;
  }
}

function ps(pid: number, format: string): string {
  try {
    return execFileSync('ps', ['-ww', '-o', format, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
