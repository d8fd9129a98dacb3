import { defineConfig } from 'vitest/config';

// One run for everything: `pnpm test`. Each workspace says in its own vitest.config.ts how it is tested.
export default defineConfig({
  test: {
    projects: [
      'server',
      'client',
      'e2e',
      {
        extends: true,
        test: {
          name: 'scripts',
          include: ['scripts/**/*.test.mjs'],
          setupFiles: ['scripts/fail-on-console.mjs'],
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['server/src/**/*.ts', 'client/src/**/*.{ts,vue}'],
      exclude: ['**/*.test.ts', 'client/src/gql/**'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
});
