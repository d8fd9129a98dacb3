import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPILE_CACHE, DIST } from '../../testing/servers/server-process.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { UNSEALED } from './audit-seal.service.js';
import { createUsers } from '../../testing/requests/user-requests.js';

describe('verify-audit', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    await createUsers(test, { email: 'ann@example.org' }, { email: 'bob@example.org' });
  });
  afterAll(() => test.close());

  const verify = (...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const main = join(DIST, 'audit', 'main.js');
      const env = { ...COMPILE_CACHE, DATABASE_URL: test.database.url };
      execFile(process.execPath, [main, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });

  it('prints what it read and the head, and accepts that head later', async () => {
    await expect.poll(() => test.database.query(UNSEALED)).toEqual([{ unsealed: false }]);
    const whole = await verify();
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    const [, head = ''] = /^Head: ([0-9a-f]{64})$/m.exec(whole.stdout) ?? [];
    expect(await verify(head)).toEqual(whole);
    const other = await verify('0'.repeat(64));
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toContain('the head that you kept is not in it');
    expect((await verify('nonsense')).stderr).toContain('64 hexadecimal digits');
  });

  it('exits with 1 and names the seal that does not match after tampering', async () => {
    await test.database.query('alter table audit_entries disable trigger all');
    await test.database.query(`update audit_entries set changes = '{}'`);
    expect(await verify()).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^The audit trail was changed: seal 1, made at 20/) as string,
    });
  });

  it('reports why it cannot verify', async () => {
    await test.database.query('alter table audit_seals rename to elsewhere');
    expect(await verify()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The audit trail could not be checked: /) as string,
    });
    await test.database.query('alter table elsewhere rename to audit_seals');
  });
});
