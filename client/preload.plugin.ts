import type { Plugin, Rolldown } from 'vite';

/** What the console's first page needs, by the module that a file was made for; with the language, where it is of one. */
const NEEDED: [module: RegExp, language?: string][] = [
  [/\/src\/console\.ts$/],
  [/virtual:messages\/en\/console$/, 'en'],
  [/virtual:messages\/ar\/console$/, 'ar'],
];

/**
 * Names, in index.html, the files that the console needs and the ways in do not. before-paint.js has them loaded beside the
 * entry where somebody was signed in before; otherwise the browser would learn of them from the entry, one round trip later.
 */
export function namePreloads(): Plugin {
  return {
    name: 'rollcall:name-preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
        return NEEDED.flatMap(([module, language]) =>
          filesOf(chunks, module).map((file) => ({
            tag: 'link',
            // Without a rel, browsers do nothing with it.
            attrs: { 'data-preload': language ?? 'any', href: `./${file}` },
            injectTo: 'head-prepend' as const,
          })),
        );
      },
    },
  };
}

function filesOf(chunks: Rolldown.OutputChunk[], module: RegExp): string[] {
  const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId && module.test(facadeModuleId));
  return chunk ? [chunk.fileName] : [];
}
