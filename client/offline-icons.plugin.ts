import type { Plugin } from 'vite';

const MODULE = '@iconify/vue';
const OFFLINE = '\0rollcall:offline-icons';

/**
 * Leaves out the half of Iconify's component that asks Iconify's servers for icons, as all icons are in the bundle. Of that
 * half, Nuxt UI calls one function.
 */
export function offlineIcons(): Plugin {
  let path = '';
  return {
    name: 'rollcall:offline-icons',
    apply: 'build',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (id !== MODULE) return undefined;
      const found = await this.resolve(`${MODULE}/offline`, importer, { skipSelf: true });
      path = found?.id ?? this.error(`${MODULE}/offline is not there.`);
      return OFFLINE;
    },
    load: (id) =>
      id === OFFLINE
        ? `export { addIcon, Icon } from ${JSON.stringify(path)};\nexport const iconLoaded = () => true;`
        : undefined,
  };
}
