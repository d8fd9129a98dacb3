import { fileURLToPath } from 'node:url';
import nuxtUi from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { nuxtUiOptions } from './nuxt-ui.config.ts';
import { precompress } from './precompress.plugin.ts';
import { mendRekaUi } from './reka-ui.plugin.ts';

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  plugins: [vue(), nuxtUi(nuxtUiOptions), mendRekaUi(), precompress()],
  build: {
    // Browsers of the last two years: `light-dark()`, container queries, and the logical CSS properties.
    target: 'baseline-widely-available',
    // The polyfill is an inline script, which the Content-Security-Policy refuses; every targeted browser preloads.
    modulePreload: { polyfill: false },
    // An inlined asset is a data: URL, which the policy allows for pictures only.
    assetsInlineLimit: 0,
    // Kilobytes. GraphiQL's editor has 2.8 MB, and nobody but a visitor to the playground loads it.
    chunkSizeWarningLimit: 3_000,
    rolldownOptions: {
      // React's libraries say "use client" to servers that draw React; it means nothing here, in 200 warnings.
      checks: { moduleLevelDirective: false },
      input: { index: page('index.html'), playground: page('playground.html') },
    },
  },
  server: {
    // Host and Origin stay the browser's own: the server compares them before it opens a WebSocket.
    proxy: { '/graphql': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000', ws: true } },
  },
});
