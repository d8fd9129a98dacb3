import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { anonymousMemory, cpuOf, cpuOfTree, postmasterOf, residentMemory } from './cpu-time.js';

const WORK_US = 100_000;

/** Runs until the process has used this much more. */
const WORK = `const { user, system } = process.cpuUsage();
  const until = user + system + ${WORK_US};
  for (let now = process.cpuUsage(); now.user + now.system < until; now = process.cpuUsage());`;

describe('CPU time', () => {
  it('of a process grows by the time that the process reports itself', () => {
    const [before, own] = [cpuOf([process.pid]), process.cpuUsage()];
    for (let used = { user: 0, system: 0 }; used.user + used.system < WORK_US; used = process.cpuUsage(own));
    const used = cpuOf([process.pid]) - before;
    const { user, system } = process.cpuUsage(own);
    // The kernel's account lags by at most a tick of 10 ms.
    expect(used).toBeGreaterThan(WORK_US - 20_000);
    expect(used).toBeLessThan(user + system + 20_000);
  });

  it('of a tree includes that of ended children', () => {
    const before = cpuOfTree(process.pid);
    spawnSync(process.execPath, ['-e', WORK]);
    expect(cpuOfTree(process.pid) - before).toBeGreaterThan(WORK_US);
  });
});

it('the memory of a process is roughly what Node reports', () => {
  const { rss } = process.memoryUsage();
  expect(residentMemory(process.pid) / rss).toBeCloseTo(1, 0);
});

it('the anonymous memory of a process contains what it fills, and not its program', () => {
  const before = anonymousMemory(process.pid);
  const filled = Buffer.alloc(64 * 2 ** 20, 1);
  expect(anonymousMemory(process.pid) - before).toBeGreaterThan(filled.length * 0.9);
  // The least that Node maps of its own file.
  expect(residentMemory(process.pid) - anonymousMemory(process.pid)).toBeGreaterThan(10 * 2 ** 20);
});

it('a process other than PostgreSQL has no postmaster', () => {
  expect(postmasterOf(process.pid)).toBeUndefined();
});
