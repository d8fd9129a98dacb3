import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { migrations } from '../../database/migrations/index.js';
import { LoadOfCreates } from '../faults/load-of-creates.js';
import { LoadOfLists } from './load-of-lists.js';
import { ServerProcess } from '../servers/server-process.js';
import { makeOperatorToken } from '../test-app.js';
import { createEmptyDatabase, type TestDatabase } from '../test-database.js';
import { buildPreviousRelease, type Release } from './previous-release.js';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let release: Release;
let database: TestDatabase;

beforeAll(async () => {
  [release, database] = await Promise.all([buildPreviousRelease(), createEmptyDatabase()]);
});
afterAll(async () => {
  await Promise.all([release.remove(), database.drop()]);
});

const migrated = async () =>
  (await database.query<{ name: string }>('select name from migrations')).map(({ name }) => name);
const more = (load: { done: number }, count: number) => {
  const until = load.done + count;
  return vi.waitFor(() => expect(load.done).toBeGreaterThanOrEqual(until), { timeout: 60_000 });
};

it('the server of the last release works on while this one migrates and serves the same database', async () => {
  const env = { DATABASE_URL: database.url, DATA_DIR: tmpdir() };
  const old = new ServerProcess(env, {}, { dist: release.dist });
  const oldAddress = await old.address();
  const before = await migrated();
  const token = await makeOperatorToken(database);
  await database.query(`insert into users (email, display_name, department, activated_at)
    select 'user' || i || '@example.org', 'User ' || i, 'Team ' || i % 50, now() from generate_series(1, 20000) i`);
  const oldLoads = [new LoadOfCreates(() => oldAddress, token), new LoadOfLists(oldAddress, token)] as const;
  for (const load of oldLoads) await more(load, 50);

  const present = new ServerProcess(env);
  const address = await present.address();
  const after = await migrated();
  expect(after.length).toBeGreaterThan(before.length);
  expect(after).toHaveLength(migrations.length);
  const loads = [new LoadOfCreates(() => address, token), new LoadOfLists(address, token)] as const;
  for (const load of [...loads, ...oldLoads]) await more(load, 200);

  // The end of the update: the old server stops while its clients move to the new one.
  await Promise.all(oldLoads.map((load) => load.stop()));
  expect(await old.end('SIGTERM')).toBe(0);
  for (const load of loads) await more(load, 50);
  await Promise.all(loads.map((load) => load.stop()));
  for (const { refused } of [...oldLoads, ...loads]) expect(refused).toEqual([]);
  const acknowledged = [...oldLoads[0].acknowledged, ...loads[0].acknowledged];
  const found = await database.query('select from users where email = any ($1)', [acknowledged]);
  expect(found).toHaveLength(acknowledged.length);
  expect(old.stdout + present.stdout).not.toMatch(/"level":[56]0/);
  expect(await present.end('SIGTERM')).toBe(0);
});
