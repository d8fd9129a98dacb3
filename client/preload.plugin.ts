import type { Plugin, Rolldown } from 'vite';
import { languages } from './messages.plugin.ts';

interface Needed {
  /** One that is in the file. */
  module: string;
  /** Left out: every language needs it. */
  language?: string;
  /** Whether the ways in need it too. */
  isEntry?: boolean;
}

/** What the first page needs and index.html does not name yet. English texts of the ways in come with their code. */
async function needed(): Promise<Needed[]> {
  const texts = (await languages()).flatMap((language): Needed[] => [
    { module: `virtual:messages/${language}/console`, language },
    ...(language === 'en' ? [] : [{ module: `virtual:messages/${language}/entry`, language, isEntry: true }]),
  ]);
  return [{ module: '/src/console.ts' }, ...texts];
}

/**
 * Names, in index.html, the files that the first page needs beside the entry. before-paint.js has those of the language and, where
 * somebody was signed in before, of the console loaded beside the entry; the browser would learn of them one round trip later.
 */
export function namePreloads(): Plugin {
  return {
    name: 'rollcall:name-preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: async (_html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
        return (await needed()).flatMap(({ module, language = 'any', isEntry = false }) =>
          filesOf(chunks, module).map((file) => ({
            tag: 'link',
            // Without a rel, browsers do nothing with it.
            attrs: { 'data-preload': language, 'data-way-in': isEntry, href: `./${file}` },
            injectTo: 'head-prepend' as const,
          })),
        );
      },
    },
  };
}

/** By its modules: a file of a code group (code-groups.ts) has no module that it was made for. */
function filesOf(chunks: Rolldown.OutputChunk[], module: string): string[] {
  const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)));
  return chunk ? [chunk.fileName] : [];
}
