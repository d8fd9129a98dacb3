import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createReadStream, createWriteStream } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TABLES } from '../database/orm.js';
import { seedUsers } from '../seed/seed.service.js';
import { DIST, post, ServerProcess } from '../testing/servers/server-process.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { writeBackup } from './backup.service.js';
import { restoreBackup } from './restore/restore.service.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const OWNER = { ADMIN_EMAIL: 'owner@example.org', ADMIN_PASSWORD: 'sour-plum-teapot-91' };
const SIGN_IN = `mutation {
  signIn(input: { email: "${OWNER.ADMIN_EMAIL}", password: "${OWNER.ADMIN_PASSWORD}" }) { accessToken }
}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-backup-'));
  // As root, the database's own user must be able to enter the folder.
  await chmod(folder, 0o777);
});
afterAll(() => rm(folder, { recursive: true }));

const run = promisify(execFile);
const command = (name: string, dataDir: string, ...args: string[]) =>
  run(process.execPath, [join(DIST, name), ...args], {
    env: { DATA_DIR: dataDir },
    cwd: folder,
    timeout: 60_000,
    maxBuffer: 10_000_000,
  });

describe('the backup of an embedded database', () => {
  it('is written while the server runs, and starts elsewhere with the same people and trail', async () => {
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    const server = new ServerProcess({ DATA_DIR: first, ...OWNER });
    await post(await server.address(), SIGN_IN);
    await command('backup.js', first, 'served.backup');
    const trail = await command('verify-audit.js', folder, '--backup', 'served.backup');
    expect(trail.stdout).toContain('The audit trail is whole');
    await expect(command('restore.js', first, 'served.backup')).rejects.toThrow(/the database is not empty/);
    expect(await server.end('SIGTERM')).toBe(0);

    // Nobody serves it now; the start of its PostgreSQL is logged to stderr.
    const piped = await command('backup.js', first);
    expect(piped.stdout).toMatch(/^\{"rollcall":"backup","version":1,/);

    await command('restore.js', second, 'served.backup');
    const restored = new ServerProcess({ DATA_DIR: second });
    expect(await post(await restored.address(), SIGN_IN)).toMatchObject({
      data: { signIn: { accessToken: expect.any(String) as string } },
    });
    expect(await restored.end('SIGTERM')).toBe(0);
    const verified = await command('verify-audit.js', second);
    expect(verified.stdout).toContain('The audit trail is whole');
  });
});

/** In bytes: chunks of 64 kB that wait for the garbage collector; half of the file. */
const MEMORY_LIMIT = 16_000_000;

describe('the backup of 100,000 users', () => {
  it('is written and restored in memory that does not grow with it, and comes back equal', async () => {
    const [source, target] = [await createTestDatabase(), await createEmptyDatabase()];
    await seedUsers(source.url, 100_000, () => undefined);
    const file = join(folder, 'large.backup');
    const peak = watchBuffers();
    const output = createWriteStream(file);
    const report = await writeBackup(source.url, output);
    await new Promise<void>((resolve) => void output.end(resolve));
    const { size } = await stat(file);
    expect(report).toMatchObject({ bytes: size });
    expect(size).toBeGreaterThan(2 * MEMORY_LIMIT);
    await restoreBackup(target.url, createReadStream(file));
    expect(peak()).toBeLessThan(MEMORY_LIMIT);
    for (const table of TABLES) expect(await digestOf(target, table)).toEqual(await digestOf(source, table));
    await Promise.all([source.drop(), target.drop()]);
  });
});

function digestOf({ query }: TestDatabase, table: string): Promise<unknown[]> {
  return query(`select count(*), md5(string_agg(t::text, chr(10) order by t::text)) from ${table} t`);
}

/** The most memory outside of the heap, where buffers are, since it was called. */
function watchBuffers(): () => number {
  const { arrayBuffers: before } = process.memoryUsage();
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }, 10);
  return () => {
    clearInterval(timer);
    return most;
  };
}
