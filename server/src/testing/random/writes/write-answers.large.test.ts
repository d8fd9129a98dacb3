import { afterEach, describe, expect, it } from 'vitest';
import { Seeded } from '../seeded.js';
import { WriteSeries } from './write-series.js';
import { type Directory, makeDirectory } from './written-directory.js';

/** Single writes and what may refuse them, and writes of many users. */
const EVERY_KIND = [
  'createUser',
  'updateUser',
  'deactivateUser',
  'reactivateUser',
  'deleteUser',
  'restoreUser',
  'restoreUsers',
  'eraseUsers',
  'forbidden',
  'EMAIL_TAKEN',
  'INVALID',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'STALE_VERSION',
  'invitations',
  'job',
];

describe('a long series of random writes', () => {
  let directory: Directory;
  afterEach(() => directory.close());

  it.each([
    { seed: 21, users: 200, steps: 400 },
    { seed: 22, users: 600, steps: 150 },
    { seed: 23, users: 3_000, steps: 80 },
  ])(
    'answers with the lists, positions and views that a fresh request and a model have: seed $seed',
    async ({ seed, users, steps }) => {
      directory = await makeDirectory(users);
      const series = new WriteSeries(directory, new Seeded(seed), true);
      for (let n = 0; n < steps; n += 1) await series.step();
      if (steps >= 400) expect(Object.keys(series.seen)).toEqual(expect.arrayContaining(EVERY_KIND));
    },
    600_000,
  );
});
