import { chmod, mkdir } from 'node:fs/promises';

/**
 * Where a start as root keeps what PostgreSQL's own user must reach and cannot reach in the project:
 * a copy of the programs, and databases.
 */
export const SYSTEM_HOME = '/var/lib/rollcall';

/** Makes it where it is absent. Throws the file system's error. */
export async function openSystemHome(): Promise<void> {
  await mkdir(SYSTEM_HOME, { recursive: true });
  // Whatever the umask of the shell that started us.
  await chmod(SYSTEM_HOME, 0o755);
}
