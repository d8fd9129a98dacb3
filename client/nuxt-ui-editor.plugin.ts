import type { Plugin } from 'vite';

/**
 * Nuxt UI's composables come through one index, which loads its text editor with any of them: 75 packages,
 * 30 MB, none of which the console uses. pnpm-workspace.yaml leaves them out, and this plugin the module that imports them.
 */
export function leaveOutEditor(): Plugin {
  return {
    name: 'rollcall:nuxt-ui-editor',
    load: {
      // `pnpm dev` adds a version to the address.
      filter: { id: /[\\/]@nuxt[\\/]ui[\\/]dist[\\/]runtime[\\/]composables[\\/]useEditorMenu\.js(?:\?|$)/ },
      handler: () => 'export const useEditorMenu = undefined;',
    },
  };
}
