import { describe, expect, it } from 'vitest';
import { expectRightCounts } from './directory-series.js';

describe('the numbers that the server keeps', () => {
  // kept-counts.large.test.ts runs longer series.
  it('are those of a recount after random operations of two servers', async () => {
    expect(await expectRightCounts({ seed: 4, groups: 14, faults: 0.1 })).toBeGreaterThan(14);
  });
});
