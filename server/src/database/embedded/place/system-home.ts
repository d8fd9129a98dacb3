import { chmod, mkdir } from 'node:fs/promises';

/**
 * For a start as root: the place for what PostgreSQL's own user must reach but cannot reach in the project. These are a copy of
 * the programs, and databases.
 */
export const SYSTEM_HOME = '/var/lib/rollcall';

/** Creates it if it is missing. Throws the file system's error. */
export async function openSystemHome(): Promise<void> {
  await mkdir(SYSTEM_HOME, { recursive: true });
  // Independent of the umask of the starting shell.
  await chmod(SYSTEM_HOME, 0o755);
}
