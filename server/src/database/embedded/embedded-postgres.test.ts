import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { stopOrphan } from './process/orphan.js';

// Creating a database takes a second, or several if other tests share two processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const log = pino({ level: 'silent' });
/** One for all tests, as creating a database takes a second. Each test leaves it unchanged and without a server. */
let dataDir: string;
let started: EmbeddedPostgres[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-embedded-'));
  await chmod(dataDir, 0o711);
});
beforeEach(() => {
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((postgres) => postgres.stop()));
});
afterAll(() => rm(dataDir, { recursive: true }));

async function start(signal?: AbortSignal): Promise<EmbeddedPostgres> {
  const settings = { fsync: 'off', shared_buffers: '16MB' };
  const postgres = await startEmbeddedPostgres({ dataDir, log, settings, ...(signal && { signal }) });
  started.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>({ text: sql });
    return rows[0];
  } finally {
    await client.end();
  }
}

describe('startEmbeddedPostgres', () => {
  it('creates a database that knows every script and folds case fully', async () => {
    const { firstStart, url } = await start();
    expect(firstStart).toBe(true);
    await ask(url, 'CREATE EXTENSION pg_trgm');
    const sql = `SELECT current_database() AS name, cardinality(show_trgm('кузнецов')) AS cyrillic,
                   cardinality(show_trgm('王小明')) AS chinese, cardinality(show_trgm('محمد')) AS arabic,
                   casefold('STRAßE') AS folded`;
    expect(await ask(url, sql)).toEqual({
      name: 'rollcall',
      cyrillic: 9,
      chinese: 4,
      arabic: 5,
      folded: 'strasse',
    });
  });

  it('finds at the second start what was stored at the first', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(second.firstStart).toBe(false);
    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual({ answer: 42 });
  });

  it('listens on this machine only, and needs the password, which other users cannot read', async () => {
    const { url } = await start();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await ask(url, 'SHOW listen_addresses')).toEqual({ listen_addresses: '127.0.0.1' });
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
  });

  it('lets the given settings override its own', async () => {
    const { url } = await start();
    expect(await ask(url, 'SHOW shared_buffers')).toEqual({ shared_buffers: '16MB' });
    expect(await ask(url, 'SHOW jit')).toEqual({ jit: 'off' });
  });

  it('keeps personal data out of its log when a statement fails', async () => {
    const { logFile, url } = await start();
    await ask(url, 'CREATE TABLE people (email text UNIQUE)');
    await ask(url, `INSERT INTO people VALUES ('ada@example.org')`);
    await expect(ask(url, `INSERT INTO people VALUES ('ada@example.org')`)).rejects.toThrow(/unique/);
    expect(await readFile(logFile, 'utf8')).not.toContain('ada');
  });

  it('refuses a data folder that is not a folder', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    await expect(startEmbeddedPostgres({ dataDir: file, log })).rejects.toThrow(
      `DATA_DIR ${file} cannot be used`,
    );
  });

  it('aborts on its signal, and releases the folder', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(start(signal)).rejects.toThrow('enough');
    await expect(start()).resolves.toBeDefined();
  });

  it('refuses data of another version of PostgreSQL, and releases the folder', async () => {
    const first = await start();
    await first.stop();
    const { cluster } = first;
    await writeFile(join(cluster, 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(
      `${cluster} was made by PostgreSQL 17; this Rollcall brings PostgreSQL 18.`,
    );
    await writeFile(join(cluster, 'PG_VERSION'), '18\n');
    await expect(start()).resolves.toBeDefined();
  });

  it('refuses a database whose password is lost', async () => {
    await (await start()).stop();
    const file = join(dataDir, 'postgres.password');
    await rename(file, `${file}.lost`);
    await expect(start()).rejects.toThrow(/postgres.password is missing/);
    await rename(`${file}.lost`, file);
  });

  it('reports why the database does not start, and where its log is', async () => {
    const first = await start();
    await first.stop();
    const { cluster, logFile } = first;
    const file = join(cluster, 'global', 'pg_control');
    await rename(file, `${file}.lost`);
    await expect(start()).rejects.toThrow(/ended while starting \(could not find the database system\)/);
    await expect(start()).rejects.toThrow(logFile);
    await rename(`${file}.lost`, file);
  });
});

describe('stopOrphan', () => {
  it('stops a database that still runs', async () => {
    const { cluster, ended } = await start();
    await stopOrphan(cluster, log);
    expect(await ended).toBeDefined();
  });

  it('does not stop another program that has the pid of the database', async () => {
    const first = await start();
    await first.stop();
    const other = spawn('sleep', ['60']);
    const file = join(first.cluster, 'postmaster.pid');
    await writeFile(
      file,
      `${other.pid}\n${first.cluster}\n1\n5432\n\n127.0.0.1\n        0         0\nready   \n`,
    );
    await expect(start()).resolves.toMatchObject({ firstStart: false });
    expect(other.kill()).toBe(true);
    await once(other, 'exit');
  });
});
