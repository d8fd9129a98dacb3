import nuxtUi from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { licenseFont } from './font-license.plugin.ts';
import { nuxtUiOptions } from './nuxt-ui.config.ts';
import { leaveOutEditor } from './nuxt-ui-editor.plugin.ts';
import { precompress } from './precompress.plugin.ts';
import { mendRekaUi } from './reka-ui.plugin.ts';

export default defineConfig(({ command }) => ({
  // Relative: whoever serves the page puts in the path at which it is (server/src/http/console.ts, client/nginx).
  base: command === 'build' ? './' : '/',
  plugins: [vue(), nuxtUi(nuxtUiOptions), leaveOutEditor(), mendRekaUi(), licenseFont(), precompress()],
  // Apollo Client asks for it: without, it checks, freezes and warns for developers in what people use.
  define: command === 'build' ? { 'globalThis.__DEV__': 'false' } : {},
  build: {
    // What browsers of the last two and a half years understand, without a translation for older ones.
    target: 'baseline-widely-available',
    // The polyfill is an inline script, which the Content-Security-Policy refuses; every targeted browser preloads.
    modulePreload: { polyfill: false },
    // The licences of all that is in it, which the npm package passes on.
    license: true,
    // An inlined asset is a data: URL, which the policy allows for pictures only.
    assetsInlineLimit: 0,
    // Kilobytes: what the first page needs is one chunk of 1.1 MB, which compresses to a quarter of it.
    chunkSizeWarningLimit: 1_300,
    rolldownOptions: {
      // The time of each plugin is of no interest to somebody who starts Rollcall.
      checks: { pluginTimings: false },
      output: {
        // What the first page needs in one piece: in the thirty that lazily loaded pages share with it, it was 8 % more
        // to send.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
  server: {
    // Host and Origin stay the browser's own: the server compares them before it opens a WebSocket.
    proxy: {
      '/graphql': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000', ws: true },
      '/audit/export': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
    },
  },
}));
