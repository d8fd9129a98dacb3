import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../test-app.js';
import { BulkSeries } from './bulk-series.js';
import { Seeded } from '../seeded.js';

describe('bulk jobs and their undo', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  // bulk-series.large.test.ts has longer series.
  it('do to each user what a model of the rules does', async () => {
    const series = new BulkSeries(test, new Seeded(5));
    await series.prepare(25);
    for (let n = 0; n < 25; n += 1) await series.step();
    expect(series.compared).toBeGreaterThan(100);
  });
});
