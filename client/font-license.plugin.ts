import { appendFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Adds the font's licence (OFL 1.1, which wants it beside every copy) to those of the scripts: Vite lists scripts only. */
export function licenseFont(name = '@fontsource-variable/geist'): Plugin {
  return {
    name: 'rollcall:font-license',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      const text = await readFile(createRequire(import.meta.url).resolve(`${name}/LICENSE`), 'utf8');
      await appendFile(join(dir, '.vite/license.md'), `\n## ${name} (OFL-1.1)\n\n${text.trim()}\n`);
    },
  };
}
