import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canRun, NOBODY, ServerProcess } from '../../../testing/servers/server-process.js';

/** Root can open every folder. */
const ACCOUNT = process.getuid?.() === 0 ? NOBODY : {};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-data-dir-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a DATA_DIR that cannot be used, in one line and at once', () => {
  it.each([
    ['below /proc', () => '/proc/rollcall/data'],
    ['that is a file', (folder: string) => join(folder, 'file')],
    ['below a file', (folder: string) => join(folder, 'file', 'data')],
    ['at a link that leads nowhere', (folder: string) => join(folder, 'link')],
    ['in which a folder is where the lock should be', (folder: string) => join(folder, 'locked')],
    ['in which a folder is where the password should be', (folder: string) => join(folder, 'barred')],
    ['of a system’s own', () => '/proc'],
  ])('is refused %s', async (_, pathIn) => {
    await writeFile(join(folder, 'file'), '');
    await symlink(join(folder, 'nowhere'), join(folder, 'link'));
    await mkdir(join(folder, 'locked', 'rollcall.lock'), { recursive: true });
    await mkdir(join(folder, 'barred', 'postgres.password'), { recursive: true });
    const server = new ServerProcess({ DATA_DIR: pathIn(folder) });
    expect(await server.ended).toBe(1);
    expect(server.stdout).toBe('');
    expect(server.stderr).toMatch(
      /^Rollcall cannot start: DATA_DIR \/\S+ cannot be used by this user \([^\n]+\)\.\n$/,
    );
  });

  it.runIf(canRun(ACCOUNT))('is refused where this user may not write', async () => {
    await chmod(folder, 0o555);
    for (const path of [folder, join(folder, 'data')]) {
      const server = new ServerProcess({ DATA_DIR: path }, ACCOUNT);
      expect(await server.ended).toBe(1);
      expect(server.stderr).toMatch(
        /^Rollcall cannot start: DATA_DIR \S+ cannot be used by this user \(EACCES[^\n]+\n$/,
      );
    }
  });
});
