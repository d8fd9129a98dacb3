/** Runs commands side by side and reports each, for `check` and `fix`. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

/**
 * @typedef {object} Step
 * @property {string} name one word
 * @property {string[]} run a script of Node's and its arguments
 * @property {string} [remedy] what repairs it, printed when it fails
 */

export const root = fileURLToPath(new URL('..', import.meta.url));
/** It survives an install and is deleted with node_modules. */
export const cache = join(root, 'node_modules/.cache');

/**
 * The path of a package's command, as seen from a workspace.
 * @param {string} name the package
 * @param {string} command the key in its `bin`
 * @param {string} workspace '.' is the root
 */
export function bin(name, command = name, workspace = '.') {
  const manifest = createRequire(join(root, workspace, 'package.json')).resolve(`${name}/package.json`);
  const declared = createRequire(manifest)(manifest).bin;
  return join(dirname(manifest), typeof declared === 'string' ? declared : declared[command]);
}

/**
 * Runs the steps in the given order, as many at once as there are processors.
 * @param {Step[]} steps
 * @param {number} [atOnce]
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runSteps(steps, atOnce = Math.min(2, availableParallelism())) {
  const waiting = [...steps];
  const counts = { passed: 0, failed: 0 };
  const width = Math.max(...steps.map((step) => step.name.length));

  async function work() {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { code, output, seconds } = await runStep(step);
      const took = `${step.name.padEnd(width)}  ${seconds.toFixed(1)} s`;
      if (code === 0) {
        counts.passed += 1;
        console.log(`${styleText('green', '✓')} ${took}`);
      } else {
        counts.failed += 1;
        console.log(`${styleText('red', '✗')} ${took}\n\n${output.trim()}\n`);
        if (step.remedy) console.log(`${styleText('yellow', '→')} ${step.remedy}\n`);
      }
    }
  }

  await Promise.all(Array.from({ length: atOnce }, work));
  return counts;
}

/**
 * @param {Step} step
 * @returns {Promise<{ code: number | null, output: string, seconds: number }>} `code` is null after a signal
 */
function runStep({ run }) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, run, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {string} */ chunk) => (output += chunk);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('close', (code) => resolve({ code, output, seconds: (performance.now() - started) / 1000 }));
  });
}
