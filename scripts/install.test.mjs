import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** A project of its own, with a pnpm that notes its arguments and leaves pnpm's notes. @type {string} */
let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rollcall-install-'));
  for (const folder of ['scripts', 'server']) mkdirSync(join(root, folder));
  copyFileSync(fileURLToPath(new URL('install.mjs', import.meta.url)), join(root, 'scripts/install.mjs'));
  writeFileSync(
    join(root, 'scripts/start.mjs'),
    "import { install } from './install.mjs';\ninstall('start');\nconsole.log('went on');",
  );
  writeFileSync(join(root, 'scripts/docs.mjs'), "import { install } from './install.mjs';\ninstall('docs');");
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'lockfile');
  writeFileSync(join(root, 'server/package.json'), '{}');
  writeFileSync(
    join(root, 'pnpm'),
    `#!${process.execPath}
     const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require('node:fs');
     const args = process.argv.slice(2);
     appendFileSync('calls', args.join(' ') + '\\n');
     if (existsSync('broken')) process.exit(3);
     mkdirSync('node_modules', { recursive: true });
     writeFileSync('node_modules/.modules.yaml', '');
     const part = args.includes('--prod');
     writeFileSync('node_modules/.pnpm-workspace-state-v1.json', JSON.stringify({ filteredInstall: part, settings: { dev: !part } }));`,
  );
  chmodSync(join(root, 'pnpm'), 0o755);
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param {string} script */
const call = (script) =>
  spawnSync(process.execPath, [join(root, 'scripts', script)], {
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: join(root, 'pnpm') },
  });
const start = () => call('start.mjs');
const all = () => call('install.mjs');
/** The arguments of pnpm's calls since the last call of this function. */
const calls = () => {
  const file = join(root, 'calls');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  rmSync(file, { force: true });
  return lines;
};

const PART = 'install --prod --filter @rollcall/server --filter @rollcall/client --trust-lockfile';

describe('the packages of a command', () => {
  it('is installed once for a start: the part of the product and its build', () => {
    expect(start().stdout).toBe('went on\n');
    expect(calls()).toEqual([PART]);
    start();
    expect(calls()).toEqual([]);
  });

  it('is installed as a whole for developers, also after a start', () => {
    start();
    calls();
    all();
    all();
    expect(calls()).toEqual(['install']);
  });

  it('is installed with the packages for the documentation, once, also after a start', () => {
    start();
    calls();
    call('docs.mjs');
    call('docs.mjs');
    start();
    expect(calls()).toEqual([`${PART} --filter @rollcall/docs`]);
  });

  it('is not removed by a start', () => {
    all();
    calls();
    start();
    expect(calls()).toEqual([]);
    writeFileSync(join(root, 'pnpm-lock.yaml'), 'another lockfile');
    start();
    expect(calls()).toEqual(['install']);
  });

  it.each(['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'server/package.json', 'bench/package.json'])(
    'is installed again when %s has changed',
    (file) => {
      start();
      calls();
      mkdirSync(join(root, 'bench'));
      writeFileSync(join(root, file), 'changed');
      start();
      expect(calls()).toEqual([PART]);
    },
  );

  it('is installed completely if pnpm was called with less since', () => {
    all();
    calls();
    spawnSync(join(root, 'pnpm'), ['install', '--prod'], { cwd: root });
    calls();
    all();
    expect(calls()).toEqual(['install']);
  });

  it('ends the command if the installation fails, and is retried the next time', () => {
    writeFileSync(join(root, 'broken'), '');
    expect(start()).toMatchObject({ status: 3, stdout: '' });
    rmSync(join(root, 'broken'));
    expect(start()).toMatchObject({ status: 0, stdout: 'went on\n' });
  });
});
