import { defineConfig } from 'vitest/config';
import { filesOf } from './scripts/suites.mjs';

// One run for everything: `pnpm test`. Each workspace says in its own vitest.config.ts how it is tested.
export default defineConfig({
  test: {
    projects: [
      'server',
      'client',
      'e2e',
      'bench',
      {
        extends: true,
        test: {
          name: 'scripts',
          ...filesOf('scripts'),
          setupFiles: ['scripts/fail-on-console.mjs', 'scripts/patience.mjs'],
          // The first rule that a test tries loads all of eslint and TypeScript, on a busy machine for seconds.
          testTimeout: 90_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      // Seen from here, and from its own folder where --project picks one.
      include: ['{server,client}/src/**/*.{ts,vue}', 'src/**/*.{ts,vue}'],
      exclude: ['**/*.test.ts', '**/src/testing/**', '**/src/gql/**'],
      // What is covered is of interest most where something fails.
      reportOnFailure: true,
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
});
