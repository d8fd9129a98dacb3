/**
 * Installs what a command needs before it runs, so that one command is enough after a clone. pnpm's own
 * `verifyDepsBeforeRun` knows no parts: it would install 1,200 packages and Node 24 for a `start`, which needs 480
 * (docs/decisions/0021-light-door.md).
 *
 * `node scripts/install.mjs`, before every command for developers, installs everything.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {'start' | 'docs' | 'all'} Scope what the product and its build need, the documentation as well, or everything */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const STAMP = join(root, 'node_modules/.cache/installed.json');
const MANIFESTS = ['.', 'server', 'client', 'docs', 'e2e', 'bench'].map((folder) =>
  join(folder, 'package.json'),
);

/** For each scope, what pnpm gets. CI verifies the lockfile against the registry; for a `start` its hashes do. */
const PRODUCT = [
  '--prod',
  '--filter',
  '@rollcall/server',
  '--filter',
  '@rollcall/client',
  '--trust-lockfile',
];
const ARGUMENTS = {
  start: PRODUCT,
  docs: [...PRODUCT, '--filter', '@rollcall/docs'],
  all: [],
};

if (process.argv[1] === fileURLToPath(import.meta.url)) install('all');

/**
 * Ends this process if the installation fails. Installed packages stay: a `start` after a `test` removes nothing.
 * @param {Scope} asked
 */
export function install(asked) {
  const print = fingerprint();
  if (isInstalled(asked, print)) return;
  const scope = hasEverything() ? 'all' : asked;
  const { command, first } = packageManager();
  const { status, error } = spawnSync(command, [...first, 'install', ...ARGUMENTS[scope]], {
    cwd: root,
    // On standard error, as everything that is not the command's own output.
    stdio: ['ignore', 2, 2],
  });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ scope, print }));
}

/** The content of every file that decides what is installed, as one hash. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...MANIFESTS]) {
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * @param {Scope} asked
 * @param {string} print
 */
function isInstalled(asked, print) {
  if (!existsSync(STAMP)) return false;
  const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
  if (stamp.print !== print) return false;
  // A later call of pnpm may have removed workspaces or development packages.
  if (asked === 'all' || (asked === 'docs' && stamp.scope === 'start')) return hasEverything();
  return existsSync(join(root, 'node_modules/.modules.yaml'));
}

/** Whether pnpm has last installed every workspace, with what is for developers, by its own notes. */
function hasEverything() {
  const notes = join(root, 'node_modules/.pnpm-workspace-state-v1.json');
  if (!existsSync(notes)) return false;
  const { filteredInstall, settings } = JSON.parse(readFileSync(notes, 'utf8'));
  return !filteredInstall && settings?.dev === true;
}

/** The pnpm that called this script; if npm did, as for `npm start`, the one from npx. */
function packageManager() {
  const caller = process.env['npm_execpath'] ?? '';
  if (!/^pnpm/.test(basename(caller))) return { command: 'npx', first: ['--yes', 'pnpm@12'] };
  return /\.[cm]?js$/.test(caller)
    ? { command: process.execPath, first: [caller] }
    : { command: caller, first: [] };
}
