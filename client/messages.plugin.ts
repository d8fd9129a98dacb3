import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** The sections of the catalogues whose texts the ways in show, or what stands around every page. */
export const ENTRY_SECTIONS = ['app', 'auth', 'crash', 'fault', 'frame', 'loading', 'notFound'];

/** Parts with a folder of their own, whose texts are loaded with their code. */
const PARTS = ['bulk', 'feedback', 'imports', 'playground', 'usage'];

const PREFIX = 'virtual:messages/';
const FOLDER = fileURLToPath(new URL('src/messages', import.meta.url));

/** The BCP 47 tags of the catalogues. */
export async function languages(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files.flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
}

/** vue-i18n's own compiler, in the version that it has itself. */
const require = createRequire(createRequire(import.meta.resolve('vue-i18n')).resolve('@intlify/core-base'));
const { baseCompile } = require('@intlify/message-compiler') as {
  baseCompile: (message: string, options: object) => { ast: object };
};
/** What a message with a placeholder, forms or a link to another has in it. */
const SYNTAX = /[{}|@]/;

/**
 * Splits each catalogue: `virtual:messages/en/entry` has what the ways in show, `virtual:messages/en/console` the rest. A
 * build has them compiled, so that the compiler (5 KB compressed) need not be loaded. `…/bulk` and the others of PARTS have files of
 * their own. `virtual:messages/catalogues` loads each part of each language, `virtual:messages/components` the texts of Nuxt UI.
 * @param isWhole whether `entry` has all texts, for tests of single components
 */
export function splitMessages({ isWhole = false } = {}): Plugin {
  let isBuild = false;
  return {
    name: 'rollcall:split-messages',
    configResolved: ({ command, mode }) => void (isBuild = command === 'build' && mode !== 'test'),
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const [language = '', part = ''] = id.slice(PREFIX.length + 1).split('/');
      if (language === 'catalogues') return loaders(await languages());
      if (language === 'components') return componentLoaders(await languages());
      if (part === 'components') return componentTexts(language);
      const isApart = PARTS.includes(part);
      const file = isApart ? `${part}/${language}` : language;
      const path = join(FOLDER, `${file}.json`);
      this.addWatchFile(path);
      const catalogue = JSON.parse(await readFile(path, 'utf8')) as Record<string, object>;
      const sections = Object.entries(catalogue).filter(
        ([name]) =>
          isApart || (part === 'entry' && isWhole) || ENTRY_SECTIONS.includes(name) === (part === 'entry'),
      );
      // Browsers parse JSON in a string twice as fast as an object literal.
      const texts = Object.fromEntries(sections) as Catalogue;
      const json = JSON.stringify(
        isBuild ? compiled(texts, part === 'console' || part === 'bulk' || part === 'imports') : texts,
      );
      return `export default JSON.parse(${JSON.stringify(json)});`;
    },
  };
}

/** A module with a function for each part of each language. */
function loaders(tags: readonly string[]): string {
  const load = (tag: string, part: string) => `${part}: () => import('${PREFIX}${tag}/${part}')`;
  const each = tags.map(
    (tag) => `'${tag}': { ${['entry', 'console', ...PARTS].map((part) => load(tag, part)).join(', ')} }`,
  );
  return `export default { ${each.join(', ')} };`;
}

function componentLoaders(tags: readonly string[]): string {
  const each = tags.map((tag) => `'${tag}': () => import('${PREFIX}${tag}/components')`);
  return `export default { ${each.join(', ')} };`;
}

/** Nuxt UI names its languages as in `pt_br`. */
function componentTexts(tag: string): string {
  return `export { ${tag.toLowerCase().replace('-', '_')} as default } from '@nuxt/ui/locale';`;
}

interface Catalogue {
  [name: string]: string | Catalogue;
}

/**
 * The catalogue with the trees of its messages. A message without syntax stays as it is, unless all are to be compiled: I18nT,
 * which the ways in do not use, throws for one that is not.
 */
function compiled(catalogue: Catalogue, isForAll: boolean): object {
  return Object.fromEntries(
    Object.entries(catalogue).map(([name, message]) => {
      if (typeof message !== 'string') return [name, compiled(message, isForAll)];
      return [name, isForAll || SYNTAX.test(message) ? treeOf(message) : message];
    }),
  );
}

function treeOf(message: string): object {
  return baseCompile(message, { jit: true, minify: true, mangle: true, location: false }).ast;
}
