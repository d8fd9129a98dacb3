import type { Plugin } from 'vite';

/** Nuxt UI's module of all icons that the sources name. */
const ALL = 'virtual:nuxt-ui-icons';
const REST = 'virtual:console-icons';
const COLLECTIONS = /JSON\.parse\(("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)/;

/** What the ways in show, of Lucide; a test compares it with their sources. */
export const ENTRY_ICONS: readonly string[] = [
  'bug',
  'circle-alert',
  'eye',
  'eye-off',
  'fingerprint',
  'loader-circle',
  'lock',
  'rotate-cw',
  'triangle-alert',
  'unplug',
  'x',
];

interface Collection {
  prefix: string;
  icons: Record<string, object>;
}

/**
 * Splits the icons: the entry has those of the ways in, and `virtual:console-icons`, which src/console.ts imports, adds the rest
 * (5 KB compressed). While one works on the console, the entry has all.
 */
export function splitIcons(): Plugin {
  let isBuild = false;
  let loadAll: (() => Promise<string>) | undefined;
  const collections = async (): Promise<Collection[]> => {
    const [, text = ''] = COLLECTIONS.exec((await loadAll?.()) ?? '') ?? [];
    if (text === '') throw new Error('Nuxt UI writes its icons in another way: correct icons.plugin.ts.');
    return JSON.parse(JSON.parse(text) as string) as Collection[];
  };
  return {
    name: 'rollcall:split-icons',
    enforce: 'pre',
    configResolved: ({ command, mode, plugins }) => {
      isBuild = command === 'build' && mode !== 'test';
      const load = plugins.find(({ name }) => name === 'nuxt:ui:icons')?.load;
      const handler = typeof load === 'object' ? load.handler : load;
      loadAll = handler && (async () => String(await handler.call({} as never, ALL)));
    },
    resolveId: (id) => (id === REST ? `\0${REST}` : undefined),
    load: async (id) => {
      if (id !== `\0${REST}`) return undefined;
      if (!isBuild) return 'export {};';
      const rest = pick(await collections(), (name) => !ENTRY_ICONS.includes(name));
      return `import { addIcons } from '${ALL}';\naddIcons(${asJson(rest)});`;
    },
    transform: async (_code, id) => {
      if (id !== ALL || !isBuild) return undefined;
      const own = pick(await collections(), (name) => ENTRY_ICONS.includes(name));
      return { code: entryModule(own), map: null };
    },
  };
}

function pick(collections: readonly Collection[], isWanted: (name: string) => boolean): Collection[] {
  return collections.map(({ prefix, icons }) => ({
    prefix,
    icons: Object.fromEntries(Object.entries(icons).filter(([name]) => isWanted(name))),
  }));
}

/** Browsers parse JSON in a string twice as fast as an object literal. */
function asJson(collections: readonly Collection[]): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(collections))})`;
}

function entryModule(collections: readonly Collection[]): string {
  return `let add;
export function addIcons(collections) {
  for (const { prefix, icons } of collections)
    for (const name in icons) add(prefix + ':' + name, icons[name]);
}
export function init(addIcon) {
  add = addIcon;
  addIcons(${asJson(collections)});
}`;
}
