import { readFileSync } from 'node:fs';
import nuxtUi from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { licenseAssets } from './asset-licenses.plugin.ts';
import { codeGroups } from './code-groups.ts';
import { inlineDocuments } from './documents.plugin.ts';
import { nameFirstRequests } from './first-requests.plugin.ts';
import { splitIcons } from './icons.plugin.ts';
import { splitMessages } from './messages.plugin.ts';
import { nuxtUiOptions } from './nuxt-ui.config.ts';
import { lightenButton } from './nuxt-ui-button.plugin.ts';
import { leaveOutEditor } from './nuxt-ui-editor.plugin.ts';
import { leaveOutParts } from './nuxt-ui-parts.plugin.ts';
import { offlineIcons } from './offline-icons.plugin.ts';
import { precompress } from './precompress.plugin.ts';
import { namePreloads } from './preload.plugin.ts';
import { repairRekaUi } from './reka-ui.plugin.ts';
import { pruneTailwindMerge } from './tailwind-merge.plugin.ts';
import { splitVueUse } from './vueuse.plugin.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export default defineConfig(({ command }) => ({
  // Relative: the server of the page inserts its path (server/src/http/pages/console.ts, client/nginx).
  base: command === 'build' ? './' : '/',
  plugins: [
    vue(),
    nuxtUi(nuxtUiOptions),
    leaveOutEditor(),
    repairRekaUi(),
    inlineDocuments(),
    nameFirstRequests(),
    splitMessages(),
    offlineIcons(),
    splitIcons(),
    leaveOutParts(),
    lightenButton(),
    splitVueUse(),
    pruneTailwindMerge(),
    licenseAssets(),
    namePreloads(),
    precompress(),
  ],
  define: {
    __VERSION__: JSON.stringify(version),
    ...(command === 'build' && {
      // Apollo Client asks for it: without, it checks, freezes and warns for developers in what people use.
      'globalThis.__DEV__': 'false',
      // What nothing here uses: components with options, vue-i18n's old API and components.
      __VUE_OPTIONS_API__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      // splitMessages compiles them.
      __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
    }),
  },
  build: {
    // What browsers of the last two and a half years understand, without a translation for older ones.
    target: 'baseline-widely-available',
    // The polyfill is an inline script, which the Content-Security-Policy refuses; every targeted browser preloads.
    modulePreload: { polyfill: false },
    // The licences of all that is in it, which the npm package passes on.
    license: true,
    // An inlined asset is a data: URL, which the policy allows for pictures only.
    assetsInlineLimit: 0,
    // Kilobytes. The playground's editor is the largest part.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Of no interest to somebody who starts Rollcall. English is in the entry on purpose, and the other languages are not.
      checks: { pluginTimings: false, ineffectiveDynamicImport: false },
      output: {
        codeSplitting: { groups: codeGroups },
      },
    },
  },
  server: {
    // Host and Origin stay the browser's own: the server compares them before it opens a WebSocket.
    proxy: {
      '/graphql': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000', ws: true },
      '/browser-errors': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
      '/.well-known/security.txt': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
      '/docs': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
      '/usage-counts': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
      '/audit/export': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
      '/feedback/export': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
      '^/users/imports/[^/]+': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
      '/users/export': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
      '^/bulk/[^/]+/results.csv': { target: process.env['ROLLCALL_SERVER'] ?? 'http://localhost:4000' },
    },
  },
}));
