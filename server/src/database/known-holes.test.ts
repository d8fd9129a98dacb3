import { describe, expect, it } from 'vitest';
import { knownHoles } from './known-holes.js';

describe('knownHoles', () => {
  it.each(['18.0', '18.4', '18.4 (Debian 18.4-1.pgdg120+1)', '18.4.0-beta.17', '18.5'])(
    'names what closes the holes of %s',
    (version) => {
      expect(knownHoles(version)).toEqual({ closedIn: '18.6', date: '2026-08-13' });
    },
  );

  it.each(['18.6', '18.10', '19.0', '19beta3', 'nonsense'])('knows nothing against %s', (version) => {
    expect(knownHoles(version)).toBeUndefined();
  });
});
