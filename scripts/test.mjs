/**
 * `pnpm test [filters and options of Vitest]`: every test, in one run of Vitest. Builds what is stale and
 * finds a browser first, so that a machine that cannot run the tests says so before the first of them.
 */
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildStale } from './build.mjs';
import { bin, cache, root } from './steps.mjs';

// pnpm hands a leading `--` on as it is.
const asked = process.argv.slice(2).filter((argument, index) => index > 0 || argument !== '--');

const projects = [...asked.join(' ').matchAll(/--project[= ](\S+)/g)].map(([, name]) => name);
if (projects.length === 0 || projects.includes('e2e')) await prepareEndToEnd();

mkdirSync(cache, { recursive: true });
const vitest = spawn(
  process.execPath,
  [
    bin('vitest'),
    'run',
    // Two on two processors, where Vitest takes one: a test mostly waits for its database. The end-to-end
    // project keeps to one browser at a time, and comes last.
    `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`,
    '--reporter=default',
    '--reporter=json',
    // .ci/run takes its numbers from here.
    `--outputFile.json=${join(cache, 'test.json')}`,
    // Part of the tests covers part of the code, which says nothing.
    ...(asked.length === 0 ? ['--coverage'] : []),
    ...asked,
  ],
  { cwd: root, stdio: 'inherit' },
);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => vitest.kill(signal));
vitest.on('close', (code) => process.exit(code ?? 1));

/** End-to-end tests drive the product as it is delivered, in a browser. */
async function prepareEndToEnd() {
  // Not above: an older Node would stumble over TypeScript before it could say that it is too old.
  const { findChromium } = await import('../e2e/browser/chromium.ts');
  try {
    const { executablePath } = await findChromium();
    console.log(`Browser: ${executablePath}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  await buildStale();
}
