import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { ROOT } from '../paths.js';

it('the command measures memory over many requests, news to many subscribers and documents, and ends with code 0', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  // As root, the database runs as another user, which must be able to enter the folder. The default mode is 0700.
  await chmod(folder, 0o711);
  const args = [
    join(ROOT, 'scripts/bench.mjs'),
    '--only',
    'soak,subscribers,documents,bulk,import,filters,observability,news',
    '--smoke',
    '--data',
    folder,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await closed) as [number | null];
  await rm(folder, { recursive: true });
  expect(code, complained).toBe(0);
  expect(said).toMatch(/^\| 500 +\| +\d+ \|/m);
  expect(said).toMatch(/^\| subscribers +\| +20 \|/m);
  expect(said).toMatch(/^\| single +\| +2 \| +different \| +positions \|/m);
  expect(said).toMatch(/^\| 20 a second +\| +2 \| +same \| +changed, 250 ms \|/m);
  expect(said).toMatch(/^\| one +\| traces of 1 in 100 +\| +\d+ \| +off \| +-?\d+\.\d \| +NaN \| +≤ 5 \|/m);
  expect(said).toMatch(/^\| undone, s +\| +\d+\.\d \|/m);
  expect(said).toMatch(/^\| import undone, s +\| +\d+\.\d \|/m);
  expect(said).toMatch(/^\| ms, slowest +\| +\d+\.\d \|/m);
  expect(said).toMatch(/^\| two lists +\| +\d+ \|/m);
  expect(said).toMatch(/^\| update of one field +\| +\d+ \| +\d+ \| +\d+\.\d\d \|/m);
});
