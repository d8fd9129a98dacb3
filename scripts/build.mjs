// Builds the server, the console and the documentation into their `dist` folders. `start` builds the first two where they are not
// fresh.
import './oldest-node.mjs';
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, isFresh, markFresh } from './freshness.mjs';
import { install } from './install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const COMMON_SOURCES = ['pnpm-lock.yaml', 'tsconfig.base.json'];

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} folder from the root; its build is in `dist` there
 * @property {string[]} sources what the build comes from
 * @property {string[][]} commands options and scripts for Node, relative to the folder, with their arguments, run one after the
 *   other
 */

/** @type {Part[]} */
const parts = [
  {
    name: 'the server',
    folder: 'server',
    sources: [
      ...COMMON_SOURCES,
      'server/src',
      'server/package.json',
      'server/tsconfig.json',
      'server/tsconfig.build.json',
      'server/bundle.mjs',
    ],
    // `check` checks the types; without that, the output is the same in half the time. Rolldown alone would drop the types of
    // fields that TypeGraphQL reads. TypeScript 7 writes the same output as 6 in a fifth of the time.
    commands: [
      ['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck'],
      ['bundle.mjs'],
    ],
  },
  {
    name: 'the console',
    folder: 'client',
    sources: [...COMMON_SOURCES, 'client'],
    // With the default young generation of 16 MB, garbage collection takes a sixth of the build time.
    commands: [['--max-semi-space-size=64', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']],
  },
  {
    name: 'the documentation',
    folder: 'docs',
    sources: [...COMMON_SOURCES, 'docs', 'schema.graphql', 'CONTRIBUTING.md', 'SECURITY.md'],
    commands: [['node_modules/vitepress/bin/vitepress.js', 'build', '--logLevel', 'warn']],
  },
  {
    name: 'the benchmark',
    folder: 'bench',
    sources: [
      ...COMMON_SOURCES,
      'bench/src',
      'bench/package.json',
      'bench/tsconfig.json',
      'bench/tsconfig.build.json',
    ],
    commands: [['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck']],
  },
];
/** What a start builds: the benchmark and the documentation have commands of their own (docs/decisions/0063-documentation-site.md). */
const PRODUCT = ['server', 'client'];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  install('docs');
  await build(partsIn([...PRODUCT, 'docs']));
}

/**
 * Builds the parts that have changed since their last build. Ends this process if a build fails.
 * @param {string[]} folders
 */
export async function buildStale(folders = PRODUCT) {
  await build(
    partsIn(folders).filter(
      ({ folder, sources }) => !isFresh(join(root, folder, 'dist'), fingerprint(root, sources)),
    ),
  );
}

/**
 * A container with only the server is built without the console.
 * @param {string[]} folders
 */
function partsIn(folders) {
  return parts.filter(
    ({ folder }) =>
      folders.includes(folder) && (folder !== 'client' || existsSync(join(root, 'client/index.html'))),
  );
}

/** @param {Part[]} chosen */
async function build(chosen) {
  if (chosen.length === 0) return;
  // The first output of a first start, which takes a while.
  console.error(`Building ${chosen.map(({ name }) => name).join(' and ')} …`);
  const codes = await Promise.all(chosen.map(buildPart));
  const failed = codes.find((code) => code !== 0);
  if (failed !== undefined) process.exit(failed);
}

/**
 * The output of the tool goes to the terminal.
 * @param {Part} part
 * @returns {Promise<number>} the exit code
 */
async function buildPart({ folder, sources, commands }) {
  const output = join(root, folder, 'dist');
  // Computed first: files that change during the build are built the next time.
  const print = fingerprint(root, sources);
  // A file that was removed from the sources must not stay in the build.
  rmSync(output, { recursive: true, force: true });
  for (const command of commands) {
    const code = await run(command, join(root, folder));
    if (code !== 0) return code;
  }
  markFresh(output, print);
  return 0;
}

/**
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<number>} the exit code
 */
function run(args, cwd) {
  // For every build, in tests too: Vue and others remove their development code only with this value.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, args, { cwd, env, stdio: 'inherit' });
  const endChild = () => child.kill('SIGTERM');
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const name of signals) process.once(name, endChild);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', (code) => {
      for (const name of signals) process.off(name, endChild);
      // Null means that a signal ended it, probably ours.
      resolve(code ?? 130);
    });
  });
}
