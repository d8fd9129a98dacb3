import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from './paths.js';
import { JOBS, type Run } from './result.js';
import { systems } from './systems/systems.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  // As root, the database runs as another user, which must be able to enter the folder. The default mode is 0700.
  await chmod(folder, 0o711);
});
afterAll(() => rm(folder, { recursive: true }));

it('the command measures every system at every job, and ends with code 0', async () => {
  const out = join(folder, 'run.json');
  const args = [join(ROOT, 'scripts/bench.mjs'), '--smoke', '--data', folder, '--out', out];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await closed) as [number | null];
  expect(code, complained).toBe(0);
  expect(said).toContain('## Targets, at 1,000 users');
  expect(said).toMatch(/## Growth: .*\n\n\| job +\| at 300, µs \| at 1,000, µs \|/);

  const { rows } = JSON.parse(await readFile(out, 'utf8')) as Run;
  for (const job of JOBS.filter((each) => each !== 'signIn')) {
    const measured = rows.filter((row) => row.job === job && row.system !== 'pgbench');
    const at = (size: number) =>
      measured.filter(({ users, beside }) => users === size && beside === undefined);
    const taking = systems.filter(({ name }) => job === 'search' || name !== 'mercurius-tuned');
    for (const size of [300, 1000])
      expect(at(size).map(({ system }) => system)).toEqual(taking.map(({ name }) => name));
    const beside = measured.filter((row) => row.beside !== undefined);
    const expected = { users: 300, job, system: 'rollcall', beside: 1000 };
    expect(beside).toEqual(job === 'search' ? [] : [expect.objectContaining(expected)]);
  }
  expect(rows.filter(({ job }) => job === 'signIn').map(({ system }) => system)).toEqual([
    'rollcall',
    'rollcall',
  ]);
  for (const { job, system, samples } of rows.filter((row) => row.system !== 'pgbench')) {
    const { requests, requestsPerSecond, p50, p99, serverCpu, databaseCpu, memory } = samples[0] ?? {};
    for (const figure of [requests, requestsPerSecond, p50, p99, serverCpu, databaseCpu, memory])
      expect(figure, `${system}, ${job}`).toBeGreaterThan(0);
  }
});
