import { defineProject } from 'vitest/config';
import { filesOf } from '../scripts/suites.mjs';

export default defineProject({
  test: {
    name: 'e2e',
    ...filesOf('.', { hasNightlyTests: true }),
    // A worker keeps its browser for all of its files, with the console's code in the browser's cache.
    isolate: false,
    globalSetup: ['global-setup.ts'],
    setupFiles: [
      '../scripts/fail-on-console.mjs',
      '../scripts/patience.mjs',
      '../scripts/ended-tests/set-up.mjs',
    ],
    // Longer than a test waits for any one thing (60 s), so that a failure names what did not come.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // Vitest gives up after a second, in which such a machine may not come to it.
    expect: { poll: { timeout: 60_000 } },
    // After the other projects, which leave it the machine.
    sequence: { groupOrder: 1 },
  },
});
