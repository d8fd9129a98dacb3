/**
 * `pnpm test [filters and options of Vitest]`: the tests, in one run of Vitest. `pnpm test:large` and `pnpm test:looks` name
 * another suite (suites.mjs). `--changed` selects those beside uncommitted files (changed.mjs).
 */
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { changedFilters } from './changed.mjs';
import { bin, cache, root } from './steps.mjs';

// pnpm hands a leading `--` on as it is.
const [suite = 'quick', ...asked] = process.argv
  .slice(2)
  .filter((argument, index) => index > 1 || argument !== '--');

const isOfChanges = asked.includes('--changed');
const changed = isOfChanges ? changedFilters(root) : [];
if (isOfChanges && changed.length === 0) {
  console.log('Nothing has changed that has tests.');
  process.exit(0);
}

/**
 * V8 stores what it compiles for the next process: dozens of servers start in this run, each in 0.50 to 0.63 instead of 0.65 to 0.68 s
 * of CPU. Not for coverage, which is inexact for cached code.
 */
const env = {
  ...process.env,
  TEST_SUITE: suite,
  ...(!asked.some((argument) => argument.startsWith('--coverage')) && {
    NODE_COMPILE_CACHE: join(cache, 'compiled'),
  }),
};

mkdirSync(cache, { recursive: true });
const vitest = spawn(
  process.execPath,
  [
    bin('vitest'),
    'run',
    // Two on two processors, while Vitest's default is one: a test mostly waits for its database or its browser.
    `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`,
    '--reporter=default',
    '--reporter=json',
    // .ci/run takes its numbers from here.
    `--outputFile.json=${join(cache, 'test.json')}`,
    ...asked.filter((argument) => argument !== '--changed'),
    ...changed,
  ],
  { cwd: root, stdio: 'inherit', env },
);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => vitest.kill(signal));
vitest.on('close', (code) => process.exit(code ?? 1));
