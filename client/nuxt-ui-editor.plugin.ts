import type { Plugin } from 'vite';

/**
 * Nuxt UI's composables come through one index, which loads its text editor for whoever wants any of them: 75 packages,
 * 30 MB, of which the console shows nothing. pnpm-workspace.yaml leaves them out, and this the module that asks for them.
 */
export function leaveOutEditor(): Plugin {
  return {
    name: 'rollcall:nuxt-ui-editor',
    load: {
      filter: { id: /[\\/]@nuxt[\\/]ui[\\/]dist[\\/]runtime[\\/]composables[\\/]useEditorMenu\.js$/ },
      handler: () => 'export const useEditorMenu = undefined;',
    },
  };
}
