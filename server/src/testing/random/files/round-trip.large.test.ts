import { describe, expect, it } from 'vitest';
import { startTestApp } from '../../test-app.js';
import { expectLegacyRead } from './legacy-files.js';
import { RoundTrip } from './round-trip.js';
import { Seeded } from '../seeded.js';

describe('files of users with any characters', () => {
  it.each([2, 4, 7, 12])('are read as they were written, changed and corrected: seed %d', async (seed) => {
    const test = await startTestApp();
    const trip = new RoundTrip(test, new Seeded(seed));
    await trip.prepare(40);
    for (let n = 0; n < 15; n += 1) await trip.step();
    expect(trip.compared).toBeGreaterThan(500);
    await test.close();
  });

  it('are read in legacy encodings, whatever is between the cells', async () => {
    const test = await startTestApp();
    const random = new Seeded(2);
    for (let n = 0; n < 200; n += 1) await expectLegacyRead(test, random);
    await test.close();
  });
});
