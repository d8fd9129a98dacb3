import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const LAUNCHER = new URL('launcher.mjs', import.meta.url).href;

/** @type {string} */
let folder;
/** @type {import('node:child_process').ChildProcess[]} */
let started;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-launcher-'));
  started = [];
  // A shell under another name, as only the name of the process counts.
  for (const name of ['pnpm', 'npx']) copyFileSync('/bin/sh', join(folder, name));
  writeFileSync(
    join(folder, 'server.mjs'),
    `import { stopWithLauncher } from '${LAUNCHER}';
     process.once('SIGTERM', () => { console.log('told to stop'); process.exit(); });
     console.log('watching ' + stopWithLauncher().length);
     setInterval(() => undefined, 1000);`,
  );
});
afterEach(() => {
  // Its process group: what it has started as well.
  for (const { pid } of started) killGroup(pid);
  rmSync(folder, { recursive: true });
});

/** @param {number | undefined} pid */
function killGroup(pid) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/**
 * @param {string} program
 * @param {string} script for it as a shell
 */
function launch(program, script) {
  // "; true" prevents the shell from replacing itself by the program.
  const launcher = spawn(program, ['-c', `${script}; true`], { cwd: folder, detached: true });
  started.push(launcher);
  let output = '';
  launcher.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  return { launcher, output: () => output };
}

const SERVER = `"${process.execPath}" server.mjs`;

/** @param {() => string} output */
const expectOutput = (output, /** @type {string} */ text) =>
  vi.waitFor(() => expect(output()).toContain(text));

describe('stopWithLauncher', () => {
  it('stops when the pnpm that started it is gone', async () => {
    const { launcher, output } = launch(join(folder, 'pnpm'), SERVER);
    await expectOutput(output, 'watching 1');
    launcher.kill('SIGKILL');
    await expectOutput(output, 'told to stop');
  });

  it('stops when the npx is gone that started the pnpm', async () => {
    const { launcher, output } = launch(join(folder, 'npx'), `./pnpm -c '${SERVER}; true'`);
    await expectOutput(output, 'watching 2');
    launcher.kill('SIGKILL');
    await expectOutput(output, 'told to stop');
  });

  it('goes on if no file descriptor is free for the check', async () => {
    writeFileSync(
      join(folder, 'crowded.mjs'),
      `import { openSync } from 'node:fs';
       import './server.mjs';
       try { for (;;) openSync('server.mjs'); } catch (error) { console.log(error.code); }
       setTimeout(() => console.log('still here'), 1000);`,
    );
    const crowded = `ulimit -n 100; "${process.execPath}" crowded.mjs`;
    const { launcher, output } = launch(join(folder, 'npx'), `./pnpm -c '${crowded}; true'`);
    await expectOutput(output, 'EMFILE');
    // Four checks later.
    await expectOutput(output, 'still here');
    expect(output()).not.toContain('told to stop');
    launcher.kill('SIGKILL');
    expect(output()).toContain('watching 2');
  });

  it('ignores a shell, which may end and leave its programs running', async () => {
    const { output } = launch('/bin/sh', SERVER);
    await expectOutput(output, 'watching 0');
  });
});
