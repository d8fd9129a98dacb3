import { defineProject } from 'vitest/config';
import { filesOf } from '../scripts/suites.mjs';

export default defineProject({
  // TypeGraphQL asks for the CommonJS build and Vite would hand out the other one: two copies of
  // GraphQL.js in one process, which refuses to work with itself.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    name: 'server',
    ...filesOf('src', { hasNightlyTests: true }),
    // A worker loads the server once for all of its files: half of the CPU time. Module mocks do not work here, and what a
    // file leaves behind in a module is there for the next one.
    isolate: false,
    globalSetup: ['../scripts/built-server.setup.mjs', 'src/testing/global-setup.ts'],
    // Some start the whole server with a database of its own, which takes seconds on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // One PostgreSQL for all files: nothing is sealed while a transaction of another file is under way, as where a million
    // users are indexed.
    expect: { poll: { timeout: 150_000 } },
    setupFiles: [
      '../scripts/fail-on-console.mjs',
      '../scripts/patience.mjs',
      '../scripts/ended-tests/set-up.mjs',
    ],
  },
});
