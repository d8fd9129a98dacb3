import vue from '@vitejs/plugin-vue';
import { defineProject } from 'vitest/config';

export default defineProject({
  plugins: [vue()],
  test: {
    name: 'client',
    include: ['src/**/*.test.ts'],
    environment: 'jsdom',
    setupFiles: ['../scripts/fail-on-console.mjs'],
  },
});
