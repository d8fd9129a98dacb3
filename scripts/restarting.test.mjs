import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endOf, RestartingProgram, runTold } from './restarting.mjs';

/** @type {string} */
let folder;
/** @type {RestartingProgram} */
let program;
/** @type {(number | null)[]} */
let ends;

/** Writes down that it has begun and, once it is asked to, that it has ended. */
const PROGRAM = `
  import { appendFileSync } from 'node:fs';
  const log = (text) => appendFileSync('log', text + ' ');
  process.once('SIGTERM', () => setTimeout(() => { log('ended'); process.exit(0); }, 100));
  setInterval(() => undefined, 1000);
  log('begun');
`;
const log = () => readFileSync(join(folder, 'log'), 'utf8').trim();
/** @param {string} text */
const expectLog = (text) => vi.waitFor(() => expect(log()).toBe(text));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-restarting-'));
  writeFileSync(join(folder, 'log'), '');
  writeFileSync(join(folder, 'program.mjs'), PROGRAM);
  ends = [];
  program = new RestartingProgram(
    () => spawn(process.execPath, ['program.mjs'], { cwd: folder }),
    (code) => ends.push(code),
  );
});
afterEach(async () => {
  await program.stop();
  rmSync(folder, { recursive: true });
});

describe('a restarting program', () => {
  it('begins anew only when the one before has ended', async () => {
    await program.restart();
    await expectLog('begun');
    await program.restart();
    await expectLog('begun ended begun');
    expect(ends).toEqual([]);
  });

  it('takes several wishes while one is ending for one', async () => {
    await program.restart();
    await expectLog('begun');
    await Promise.all([program.restart(), program.restart(), program.restart()]);
    await expectLog('begun ended begun');
    await program.stop();
    expect(log()).toBe('begun ended begun ended');
  });

  it('starts nothing once it was stopped, even where a start was under way', async () => {
    await program.restart();
    await expectLog('begun');
    const restarted = program.restart();
    await program.stop();
    await restarted;
    expect(log()).toBe('begun ended');
  });

  it('says when it has ended by itself, and can begin again', async () => {
    writeFileSync(join(folder, 'program.mjs'), 'process.exit(3)');
    await program.restart();
    await vi.waitFor(() => expect(ends).toEqual([3]));
    writeFileSync(join(folder, 'program.mjs'), PROGRAM);
    await program.restart();
    await expectLog('begun');
  });
});

it('hears a program by whole lines', async () => {
  writeFileSync(
    join(folder, 'lines.mjs'),
    `process.stdout.write('one\\ntw', () => process.stdout.write('o\\nthree\\n'));`,
  );
  /** @type {string[]} */
  const lines = [];
  const child = runTold(['lines.mjs'], folder, process.env, (line) => lines.push(line));
  await vi.waitFor(() => expect(lines).toEqual(['one', 'two', 'three']));
  await endOf(child);
});
