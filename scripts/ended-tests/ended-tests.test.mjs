import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bin } from '../steps.mjs';

/** @type {string} */
let folder;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-ended-tests-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('a test that has timed out sends no request during the next one', async () => {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const report = join(folder, 'report.json');
  const args = [
    'run',
    '--root',
    root,
    '--config',
    'late.config.mjs',
    '--reporter=json',
    '--outputFile',
    report,
  ];
  // It ends with 1, as one of its tests fails.
  await expect(promisify(execFile)(process.execPath, [bin('vitest'), ...args])).rejects.toThrow();
  const { testResults } = JSON.parse(await readFile(report, 'utf8'));
  /** @type {{ title: string, status: string }[]} */
  const tests = testResults[0].assertionResults;
  expect(tests.map(({ title, status }) => [title, status])).toEqual([
    ['times out', 'failed'],
    ['comes next', 'passed'],
  ]);
});
