import type { Plugin } from 'vite';

/** What the ways in use of VueUse, with what Nuxt UI uses there; a name too many costs bytes, and one too few is there twice. */
const OF_ENTRY = new Set([
  'createReusableTemplate',
  'createSharedComposable',
  'reactiveOmit',
  'reactivePick',
  'unrefElement',
  'useColorMode',
  'useDebounceFn',
  'useEventBus',
  'useEventListener',
  'useTitle',
  'useVModel',
]);
const LATER = '?later';
const IMPORT = /import\s*\{([^}]*)\}\s*from\s*(['"])@vueuse\/(core|shared)\2/g;

/**
 * Makes two of VueUse. It is two modules with all functions, and a module is in one file of the build: the ways in would load what
 * every page uses (5 KB compressed). The second copy, whose address ends in `?later`, has what they do without.
 */
export function splitVueUse(): Plugin {
  return {
    name: 'rollcall:split-vueuse',
    apply: 'build',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      const isOfCopy = id === '@vueuse/shared' && importer?.endsWith(LATER);
      if (!isOfCopy && !/^@vueuse\/(?:core|shared)\?later$/.test(id)) return undefined;
      const found = await this.resolve(id.replace(LATER, ''), importer?.replace(LATER, ''), options);
      return found && `${found.id}${LATER}`;
    },
    transform: {
      filter: { id: { exclude: /[\\/]@vueuse[\\/]/ }, code: '@vueuse/' },
      handler: (code) => ({ code: code.replace(IMPORT, inTwo), map: null }),
    },
  };
}

function inTwo(whole: string, list: string, _quote: string, name: string): string {
  const names = list.split(',').map((each) => each.trim());
  const isOfEntry = (each: string) => OF_ENTRY.has(each.split(/\s/, 1)[0] ?? '');
  const later = names.filter((each) => each !== '' && !each.startsWith('type ') && !isOfEntry(each));
  if (later.length === 0) return whole;
  const first = names.filter((each) => each !== '' && !later.includes(each));
  const from = (each: string[], address: string) =>
    each.length > 0 ? `import { ${each.join(', ')} } from '${address}'` : '';
  return [from(first, `@vueuse/${name}`), from(later, `@vueuse/${name}${LATER}`)]
    .filter((each) => each !== '')
    .join(';\n');
}
