import { describe, expect, it } from 'vitest';
import { expectRightCounts } from './directory-series.js';

describe('the numbers that the server keeps', () => {
  it.each([1, 2, 3])('are those of a recount after a long series of operations: seed %d', async (seed) => {
    expect(await expectRightCounts({ seed, groups: 150 })).toBeGreaterThan(150);
  });

  it.each([11, 12])('are right although the database refuses some writes: seed %d', async (seed) => {
    expect(await expectRightCounts({ seed, groups: 100, faults: 0.15 })).toBeGreaterThan(100);
  });
});
