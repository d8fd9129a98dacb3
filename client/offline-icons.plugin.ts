import type { Plugin } from 'vite';

const MODULE = '@iconify/vue';
const OFFLINE = '\0rollcall:offline-icons';

/**
 * Leaves out the half of Iconify's component that asks Iconify's servers for icons, as all icons are in the bundle. Of that
 * half, Nuxt UI calls one function. What is left knows an icon by one name only: Nuxt UI adds `lucide:x` and shows `lucide-x`.
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
        ? `import { addIcon as add } from ${JSON.stringify(path)};
export { Icon } from ${JSON.stringify(path)};
export const addIcon = (name, data) => add(name.replace(':', '-'), data);
export const iconLoaded = () => true;`
        : undefined,
  };
}
