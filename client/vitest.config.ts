import nuxtUi from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineProject } from 'vitest/config';
import { filesOf } from '../scripts/suites.mjs';
import { leaveOutEditor } from './nuxt-ui-editor.plugin.ts';
import { splitIcons } from './icons.plugin.ts';
import { splitMessages } from './messages.plugin.ts';
import { nuxtUiOptions } from './nuxt-ui.config.ts';

export default defineProject({
  plugins: [vue(), nuxtUi(nuxtUiOptions), leaveOutEditor(), splitIcons(), splitMessages({ isWhole: true })],
  define: { __VERSION__: JSON.stringify('1.2.3') },
  // Two builds of GraphQL.js in one process refuse to work with each other: everyone gets the same.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    name: 'client',
    ...filesOf('src'),
    environment: 'jsdom',
    // A worker loads Vue, Nuxt UI and Apollo once for all of its files: a third of the CPU time. What a file leaves behind in a
    // module is there for the next one, so set-up code must reset it.
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
    setupFiles: ['../scripts/fail-on-console.mjs', '../scripts/patience.mjs', 'test/setup.ts'],
    // Longer than what a test waits for at most, which is what says what did not come.
    testTimeout: 90_000,
  },
});
