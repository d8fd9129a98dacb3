import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cpuOf, cpuOfTree, postmasterOf, residentMemory } from './cpu-time.js';

const WORK_US = 100_000;

/** Until the process has used so much more. */
const WORK = `const { user, system } = process.cpuUsage();
  const until = user + system + ${WORK_US};
  for (let now = process.cpuUsage(); now.user + now.system < until; now = process.cpuUsage());`;

describe('CPU time', () => {
  it('of a process grows by what it has used, as it counts that itself', () => {
    const [before, own] = [cpuOf([process.pid]), process.cpuUsage()];
    for (let used = { user: 0, system: 0 }; used.user + used.system < WORK_US; used = process.cpuUsage(own));
    const used = cpuOf([process.pid]) - before;
    const { user, system } = process.cpuUsage(own);
    // Its account lags by a tick of 10 ms at most.
    expect(used).toBeGreaterThan(WORK_US - 20_000);
    expect(used).toBeLessThan(user + system + 20_000);
  });

  it('of a tree holds what children had used that have ended', () => {
    const before = cpuOfTree(process.pid);
    spawnSync(process.execPath, ['-e', WORK]);
    expect(cpuOfTree(process.pid) - before).toBeGreaterThan(WORK_US);
  });
});

it('the memory of a process is what Node tells of itself, roughly', () => {
  const { rss } = process.memoryUsage();
  expect(residentMemory(process.pid) / rss).toBeCloseTo(1, 0);
});

it('no postmaster is taken from a process that is no PostgreSQL', () => {
  expect(postmasterOf(process.pid)).toBeUndefined();
});
