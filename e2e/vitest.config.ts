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
    // Longer than a test waits for a single condition (60 s), so that a failure names that condition.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // Vitest's default is a second, which is too short on a busy machine.
    expect: { poll: { timeout: 60_000 } },
    // After the other projects, so that it has the machine for itself.
    sequence: { groupOrder: 1 },
  },
});
