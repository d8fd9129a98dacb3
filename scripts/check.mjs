/** `pnpm check`: format, lint, types, messages, generated files. Reports every step, and ends with 1 if any has failed. */
import './node-version.mjs';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, cache, root, runSteps } from './steps.mjs';

const FIX = 'npx pnpm@12 fix';
const there = (/** @type {string} */ path) => existsSync(join(root, path));

/**
 * @param {string} workspace a folder with a tsconfig.json
 * @returns {import('./steps.mjs').Step}
 */
function types(workspace) {
  // TypeScript 7 checks in a third of the time. vue-tsc needs the API of TypeScript 6.
  const compiler = workspace === 'client' ? bin('vue-tsc', 'vue-tsc', 'client') : bin('typescript-7', 'tsc');
  const memory = join(cache, 'types', `${workspace}.tsbuildinfo`);
  return {
    name: `types of ${workspace}`,
    run: [compiler, '-p', workspace, '--noEmit', '--incremental', '--tsBuildInfoFile', memory],
  };
}

/** @param {string[]} workspaces */
const typesOf = (...workspaces) => workspaces.filter((name) => there(`${name}/tsconfig.json`)).map(types);

/** The longest steps first, so that the short ones fill the gaps. */
const steps = [
  {
    name: 'lint',
    // Without a cache: rules that depend on other files (types, cycles, the schema) would keep an old result.
    run: [bin('eslint'), '.', '--max-warnings', '0'],
    remedy: `${FIX} fixes what it can; fix the rest by hand`,
  },
  ...typesOf('client'),
  {
    name: 'format',
    run: [bin('prettier'), '.', '--check', '--cache', '--log-level', 'warn'],
    remedy: FIX,
  },
  { name: 'lint with types', run: [bin('oxlint')], remedy: 'by hand' },
  ...(there('scripts/generate.mjs')
    ? [
        {
          name: 'generated files',
          run: ['scripts/generate.mjs', '--check'],
          remedy: 'npx pnpm@12 generate, and commit what it writes',
        },
      ]
    : []),
  ...typesOf('server', 'bench', 'e2e', 'scripts'),
  { name: 'manifests', run: ['scripts/manifests.mjs'], remedy: 'by hand, in server/deploy/kubernetes' },
  { name: 'messages', run: ['scripts/messages.mjs'], remedy: 'by hand, in every language' },
];

const counts = await runSteps(steps);

// .ci/run adds these to the tests' numbers.
mkdirSync(cache, { recursive: true });
writeFileSync(join(cache, 'check.json'), JSON.stringify(counts));
console.log(`\nchecks: ${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
