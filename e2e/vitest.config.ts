import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'e2e',
    include: ['**/*.test.ts'],
    globalSetup: ['global-setup.ts'],
    setupFiles: ['../scripts/fail-on-console.mjs', '../scripts/patience.mjs'],
    // A browser on a busy machine: the first page alone can take several seconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest gives up after a second, in which such a machine may not come to it.
    expect: { poll: { timeout: 60_000 } },
    // Two browsers at once would fight for two processors and make each other late.
    fileParallelism: false,
    // After the other projects, which leave it the machine.
    sequence: { groupOrder: 1 },
  },
});
