import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ServerProcess } from '../../testing/servers/server-process.js';
import { installedPackage } from '../embedded/binaries.js';
import { type TemporaryPostgres, startTemporaryPostgres } from '../embedded/temporary-postgres.js';
import { knownHoles } from './known-holes.js';

// Each test starts a server with a database, and may share two processors with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('knownHoles', () => {
  it.each(['18.0', '18.4', '18.4 (Debian 18.4-1.pgdg120+1)', '18.4.0-beta.17', '18.5'])(
    'names what closes the holes of %s',
    (version) => {
      expect(knownHoles(version)).toEqual({ closedIn: '18.6', date: '2026-08-13' });
    },
  );

  it.each(['18.6', '18.10', '19.0', '19beta3', 'nonsense'])('knows nothing against %s', (version) => {
    expect(knownHoles(version)).toBeUndefined();
  });
});

describe('a PostgreSQL with known security holes', () => {
  /** pino's number. */
  const WARN = 40;
  let postgres: TemporaryPostgres;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rollcall-holes-'));
    // If the tests run as root, the database's own user must be able to enter the folder.
    await chmod(dataDir, 0o755);
    postgres = await startTemporaryPostgres(pino({ level: 'silent' }));
  });
  afterAll(async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true });
  });

  it.each([
    ['the embedded one', () => ({})],
    ['the one of DATABASE_URL', () => ({ DATABASE_URL: postgres.url })],
  ])('is warned of at start: %s', async (_, settings) => {
    const server = new ServerProcess({ DATA_DIR: dataDir, ...settings() });
    await server.address();
    expect(await server.end('SIGTERM')).toBe(0);
    const warnings = server.stdout.split('\n').filter((line) => line.includes('has known security holes'));
    // Compared with the list in use: a later release of the package may have no known holes.
    const { version } = await installedPackage();
    expect(warnings.map((line) => JSON.parse(line) as object)).toMatchObject(
      [knownHoles(version)].flatMap((holes) => (holes ? [{ level: WARN, ...holes }] : [])),
    );
  });
});
