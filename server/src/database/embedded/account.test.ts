import { execFileSync } from 'node:child_process';
import { chmod, chown, lstat, mkdir, mkdtemp, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Account, chooseAccount } from './account.js';
import { findBinaries, installedPackage } from './binaries.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { abandonedHomes } from './place/homes.js';
import { placeOfData } from './place/place-of-data.js';
import { SYSTEM_HOME } from './place/system-home.js';

// Creating a database takes a second, or several if other tests share two processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const log = pino({ level: 'silent' });
const settings = { fsync: 'off', shared_buffers: '16MB' };
let folder: string;

beforeEach(async () => {
  // Mode 0700, as a home folder may have: only root can enter.
  folder = await mkdtemp(join(tmpdir(), 'rollcall-account-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe.runIf(process.getuid?.() === 0)('started by root', () => {
  it('runs the database as another user', async () => {
    await chmod(folder, 0o711);
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log, settings });
    expect((await stat(postgres.cluster)).uid).not.toBe(0);
    expect(dirname(postgres.cluster)).toBe(join(folder, 'data'));
    await postgres.stop();
  });

  it('stores the database where its user can reach it if the data folder is closed, and finds it again', async () => {
    const first = await startEmbeddedPostgres({ dataDir: folder, log, settings });
    await first.stop();
    expect(first.cluster).toMatch(new RegExp(`^${SYSTEM_HOME}/`));
    expect((await lstat(join(folder, 'postgres'))).isSymbolicLink()).toBe(true);
    expect(await readlink(join(folder, 'postgres'))).toBe(first.cluster);
    const second = await startEmbeddedPostgres({ dataDir: folder, log, settings });
    await second.stop();
    expect(second).toMatchObject({ cluster: first.cluster, firstStart: false });
    await rm(dirname(first.cluster), { recursive: true });
  });

  it('stores the database in a data folder whose parents it creates', async () => {
    await chmod(folder, 0o711);
    const dataDir = join(folder, 'srv', 'rollcall', 'data');
    const postgres = await startEmbeddedPostgres({ dataDir, log, settings });
    expect(dirname(postgres.cluster)).toBe(dataDir);
    expect(await placeOfData(postgres)).toContain(`Its data is in ${dataDir}`);
    await postgres.stop();
  });

  it('reports where a database elsewhere is, and how to remove it, also if its data folder is gone', async () => {
    const dataDir = join(folder, 'it’s data');
    const first = await startEmbeddedPostgres({ dataDir, log, settings });
    await first.stop();
    const home = dirname(first.cluster);
    const [own] = await placeOfData(first);
    expect(own).toContain(`its database in ${home}, as the user ${first.account} cannot reach`);
    expect(own).toMatch(new RegExp(`: rm -r '${dataDir}' ${home}$`));
    expect(await homesOf(dataDir)).toEqual([]);

    const moved = join(folder, 'moved');
    await rename(dataDir, moved);
    expect(await homesOf(dataDir)).toEqual([home]);
    const second = await startEmbeddedPostgres({ dataDir: moved, log, settings });
    await second.stop();
    expect(second.cluster).toBe(first.cluster);
    expect([...(await homesOf(dataDir)), ...(await homesOf(moved))]).toEqual([]);

    await rm(moved, { recursive: true });
    const lines = await placeOfData(first);
    expect(lines.find((line) => line.startsWith(home))).toMatch(new RegExp(`${moved}, .*: rm -r ${home}$`));
    await rm(home, { recursive: true });
    expect(await homesOf(moved)).toEqual([]);
  });

  it('copies the programs to where that user can reach them if the project is closed', async () => {
    const account = await chooseAccount(join(folder, 'none'), log);
    const installed = await installedPackage();
    const native = join(folder, 'native');
    execFileSync('cp', ['-a', installed.native, native]);
    const version = `18.0.0-test.${process.pid}`;
    const binaries = await findBinaries(account, log, { native, version });
    const copy = dirname(dirname(binaries.postgres));
    expect(dirname(copy)).toBe(SYSTEM_HOME);
    expect(
      execFileSync(binaries.postgres, ['--version'], { ...idsOf(account), cwd: '/', encoding: 'utf8' }),
    ).toMatch(/18/);
    await rm(copy, { recursive: true });
  });

  it('keeps a database with the user who created it', async () => {
    const cluster = join(folder, 'postgres');
    await mkdir(cluster);
    await chown(cluster, 12_345, 54_321);
    expect(await chooseAccount(cluster, log)).toMatchObject({ uid: 12_345, gid: 54_321 });
  });

  it('returns a database that root restored from a backup to the user who runs it', async () => {
    const cluster = join(folder, 'postgres');
    await mkdir(cluster);
    const account = await chooseAccount(cluster, log);
    expect((await stat(await realpath(cluster))).uid).toBe(account?.uid);
    expect(account?.uid).not.toBe(0);
  });
});

/** The databases that a data folder of this name has left behind. */
async function homesOf(dataDir: string): Promise<string[]> {
  return (await abandonedHomes()).filter((each) => each.dataDir === dataDir).map(({ home }) => home);
}

function idsOf(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

describe.runIf(process.getuid?.() !== 0)('started by an ordinary user', () => {
  it('runs the database as that user, in the data folder', async () => {
    const postgres = await startEmbeddedPostgres({ dataDir: folder, log, settings });
    expect((await stat(postgres.cluster)).uid).toBe(process.getuid?.());
    expect(dirname(postgres.cluster)).toBe(folder);
    await postgres.stop();
  });

  it('refuses a database of another user', async () => {
    // "/" belongs to root on every system.
    await expect(chooseAccount('/', log)).rejects.toThrow(/belongs to another user \(uid 0\)/);
  });
});
