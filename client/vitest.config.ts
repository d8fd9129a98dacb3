import nuxtUi from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineProject } from 'vitest/config';
import { leaveOutEditor } from './nuxt-ui-editor.plugin.ts';
import { nuxtUiOptions } from './nuxt-ui.config.ts';

export default defineProject({
  plugins: [vue(), nuxtUi(nuxtUiOptions), leaveOutEditor()],
  // Two builds of GraphQL.js in one process refuse to work with each other: everyone gets the same.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    name: 'client',
    include: ['src/**/*.test.ts'],
    environment: 'jsdom',
    setupFiles: ['../scripts/fail-on-console.mjs', '../scripts/patience.mjs', 'test/setup.ts'],
    // Longer than what a test waits for at most, which is what says what did not come.
    testTimeout: 90_000,
  },
});
