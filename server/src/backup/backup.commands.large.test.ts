import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { UNSEALED } from '../audit/chain/audit-seal.service.js';
import { contentsOf } from '../testing/database-contents.js';
import { DIST } from '../testing/servers/server-process.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createEmptyDatabase, type TestDatabase } from '../testing/test-database.js';
import { createUsers } from '../testing/requests/user-requests.js';

describe('the commands backup, restore and verify-audit --backup', () => {
  let test: TestApp;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-backup-'));
    file = join(folder, 'rollcall.backup');
    test = await startTestApp();
    await createUsers(test, { email: 'ann@example.org' });
    await sealed(test.database);
    await test.app.close();
  });
  afterAll(async () => {
    await test.database.drop();
    await rm(folder, { recursive: true });
  });

  const run = (main: string, url: string, args: readonly string[] = [], input?: Buffer) =>
    new Promise<{ code: number; stdout: Buffer; stderr: string }>((resolve) => {
      const options = {
        env: { DATABASE_URL: url },
        encoding: 'buffer',
        maxBuffer: 100_000_000,
        timeout: 30_000,
      } as const;
      const child = execFile(
        process.execPath,
        [join(DIST, main), ...args],
        options,
        (error, stdout, stderr) =>
          resolve({ code: error ? Number(error.code) : 0, stdout, stderr: stderr.toString() }),
      );
      child.stdin?.end(input);
    });
  const backup = (...args: string[]) => run('backup.js', test.database.url, args);
  const restore = (url: string, args: string[], input?: Buffer) => run('restore.js', url, args, input);
  const verify = (...args: string[]) => run('verify-audit.js', test.database.url, args);

  it('write the same to a file that only its owner reads and to stdout, and restore from stdin', async () => {
    expect(await backup(file)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Wrote a backup: /) as string,
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['rollcall.backup']);
    const piped = await backup();
    expect(piped.code).toBe(0);
    const rows = (text: Buffer) => text.subarray(text.indexOf('\n'), text.lastIndexOf('{"end"'));
    expect(rows(piped.stdout).equals(rows(await readFile(file)))).toBe(true);
    const other = await createEmptyDatabase();
    const restored = await restore(other.url, [], piped.stdout);
    expect(restored.stdout.toString()).toMatch(/^Restored the backup of 20/);
    expect(await contentsOf(other)).toEqual(await contentsOf(test.database));
    // Again: it is not empty now.
    expect(await restore(other.url, [file])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Nothing was restored: the database is not empty/) as string,
    });
    await other.drop();
  });

  it('verify the audit trail of a file as that of the database, and leave no database behind', async () => {
    const served = await verify();
    expect(served.code).toBe(0);
    const [, head = ''] = /^Head: ([0-9a-f]{64})$/m.exec(served.stdout.toString()) ?? [];
    expect(await verify('--backup', file, head)).toEqual(served);
    expect(await verify('--backup', file, '0'.repeat(64))).toMatchObject({ code: 1 });
    expect(
      await test.database.query(`select datname from pg_database where datname like 'rollcall_verify_%'`),
    ).toEqual([]);
  });

  it('distinguish a damaged file from a tampered trail, and keep the last good file if a backup fails', async () => {
    const whole = await readFile(file);
    const damaged = join(folder, 'damaged');
    await writeFile(damaged, whole.subarray(0, -200));
    expect(await verify('--backup', damaged)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/could not be checked: the backup is cut off/) as string,
    });
    await test.database.query('alter table audit_entries disable trigger all');
    await test.database.query(`update audit_entries set action = 'USER_DELETED'`);
    const tampered = join(folder, 'tampered');
    expect((await backup(tampered)).code).toBe(0);
    expect(await verify('--backup', tampered)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The audit trail was changed: seal 1/) as string,
    });
    await test.database.query('alter table migrations rename to elsewhere');
    expect(await backup(file)).toMatchObject({
      code: 1,
      stderr: 'There is no backup: the database has no tables of Rollcall.\n',
    });
    expect((await readFile(file)).equals(whole)).toBe(true);
    expect(await readdir(folder)).toEqual(['damaged', 'rollcall.backup', 'tampered']);
  });
});

async function sealed({ query }: TestDatabase): Promise<void> {
  await vi.waitFor(async () => {
    const [row] = await query<{ unsealed: boolean }>(UNSEALED);
    if (row?.unsealed) throw new Error('not sealed yet');
  });
}
