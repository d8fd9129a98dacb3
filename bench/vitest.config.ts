import { defineProject } from 'vitest/config';
import { filesOf } from '../scripts/suites.mjs';

export default defineProject({
  test: {
    name: 'bench',
    ...filesOf('src'),
    setupFiles: ['../scripts/fail-on-console.mjs', '../scripts/patience.mjs'],
    // The smoke run starts a database and every system.
    testTimeout: 600_000,
    hookTimeout: 60_000,
    // Two files build the benchmark: the second one would start files that the first one is still writing.
    fileParallelism: false,
    // After the other projects, so that the systems have the machine.
    sequence: { groupOrder: 2 },
  },
});
