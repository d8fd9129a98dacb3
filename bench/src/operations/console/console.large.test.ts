import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { ROOT } from '../../paths.js';

it('the command measures each operation of the console, and counts its messages and statements', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  // As root, the database runs as another user, which must be able to enter the folder. The default mode is 0700.
  await chmod(folder, 0o711);
  const args = [join(ROOT, 'scripts/bench.mjs'), '--only', 'operations', '--smoke', '--data', folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await closed) as [number | null];
  await rm(folder, { recursive: true });
  expect(code, complained).toBe(0);
  const rows = [...said.matchAll(/^\| (\w+) +\| +(\d+) \| +(\d+) \| +\d+ \| +\d+ \| +\d+\.\d\d \|/gm)];
  expect(rows.length).toBeGreaterThan(50);
  const sent = Object.fromEntries(rows.map(([, name = '', ...counts]) => [name, counts.map(Number)]));
  expect(sent).toMatchObject({ Users: [1, 3], SendsMail: [0, 0] });
  // Each password is hashed between two messages.
  expect(sent['ChangePassword']?.[0]).toBeGreaterThan(2);
  expect(said).toContain('- `SetUp` works once');
});
