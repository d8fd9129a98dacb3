import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../test-app.js';
import { expectLegacyRead } from './legacy-files.js';
import { RoundTrip } from './round-trip.js';
import { Seeded } from '../seeded.js';

describe('files of users with any characters', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  // round-trip.large.test.ts has more cases.
  it('are read as they were written, changed and corrected', async () => {
    const trip = new RoundTrip(test, new Seeded(1));
    await trip.prepare(20);
    for (let n = 0; n < 2; n += 1) await trip.step();
    expect(trip.compared).toBeGreaterThan(50);
  });

  it('are read in legacy encodings, whatever is between the cells', async () => {
    const random = new Seeded(1);
    for (let n = 0; n < 8; n += 1) await expectLegacyRead(test, random);
  });
});
