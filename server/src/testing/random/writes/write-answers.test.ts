import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Seeded } from '../seeded.js';
import { WriteSeries } from './write-series.js';
import { type Directory, makeDirectory } from './written-directory.js';

describe('a random write', () => {
  let directory: Directory;
  beforeAll(async () => {
    directory = await makeDirectory(200);
  });
  afterAll(() => directory.close());

  // write-answers.large.test.ts has longer series.
  it('answers with the lists, positions and views that a fresh request and a model have', async () => {
    const series = new WriteSeries(directory, new Seeded(8));
    for (let n = 0; n < 25; n += 1) await series.step();
    expect(Object.keys(series.seen).length, JSON.stringify(series.seen)).toBeGreaterThan(8);
  });
});
