import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from './data-dir-lock.js';
import { processStart } from '../process/process-identity.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockFile = (): string => join(folder, 'rollcall.lock');

describe('lockDataDir', () => {
  it('refuses a second holder and names the first', async () => {
    await lockDataDir(folder);
    await expect(lockDataDir(folder)).rejects.toThrow(
      `(process ${process.pid}) already uses the data in ${folder}`,
    );
  });

  it('releases the folder, with nothing left in it', async () => {
    const lock = await lockDataDir(folder);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
    expect(await lockDataDir(folder)).toBeDefined();
  });

  it('takes over the lock of a process that no longer runs', async () => {
    // No system assigns this pid.
    writeFileSync(lockFile(), JSON.stringify({ pid: 4_194_305, start: 'long ago' }));
    await lockDataDir(folder);
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('takes over if another process now has the pid of the holder', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.ppid, start: 'before that' }));
    await lockDataDir(folder);
    expect(readdirSync(folder)).toEqual(['rollcall.lock']);
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('takes over an invalid lock file', async () => {
    writeFileSync(lockFile(), '');
    await expect(lockDataDir(folder)).resolves.toBeDefined();
  });

  it('takes over if an earlier process was killed during its takeover', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: 4_194_305, start: 'long ago' }));
    writeFileSync(`${lockFile()}.takeover`, JSON.stringify({ pid: 4_194_305, start: 'long ago' }));
    await lockDataDir(folder);
    expect(readdirSync(folder)).toEqual(['rollcall.lock']);
  });

  it('does not release a lock that another process has taken since', async () => {
    const lock = await lockDataDir(folder);
    const other = JSON.stringify({ pid: process.ppid, start: processStart(process.ppid) });
    writeFileSync(lockFile(), other);
    lock.release();
    expect(readFileSync(lockFile(), 'utf8')).toBe(other);
  });
});
