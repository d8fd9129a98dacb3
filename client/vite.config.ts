import { fileURLToPath } from 'node:url';
import nuxtUi from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { nuxtUiOptions } from './nuxt-ui.config.ts';
import { leaveOutEditor } from './nuxt-ui-editor.plugin.ts';
import { precompress } from './precompress.plugin.ts';
import { mendRekaUi } from './reka-ui.plugin.ts';

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** While developing, as on the server: /playground is a page of its own, and not one of the console's. */
const playgroundPath: Plugin = {
  name: 'rollcall:playground-path',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url === '/playground') request.url = '/playground.html';
      next();
    });
  },
};

export default defineConfig(({ command }) => ({
  plugins: [vue(), nuxtUi(nuxtUiOptions), leaveOutEditor(), mendRekaUi(), precompress(), playgroundPath],
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
    // Kilobytes. GraphiQL's editor has 2.8 MB, and nobody but a visitor to the playground loads it.
    chunkSizeWarningLimit: 3_000,
    rolldownOptions: {
      // React's libraries say "use client" to servers that draw React; it means nothing here, in 200 warnings.
      // Nor is the time of each plugin of interest to somebody who starts Rollcall.
      checks: { moduleLevelDirective: false, pluginTimings: false },
      input: { index: page('index.html'), playground: page('playground.html') },
    },
  },
  optimizeDeps: {
    // They import workers by `?worker`, which Vite understands and its pre-bundling does not.
    exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'],
  },
  server: {
    // Host and Origin stay the browser's own: the server compares them before it opens a WebSocket.
    proxy: {
      '/graphql': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000', ws: true },
      '/audit/export': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
    },
  },
}));
