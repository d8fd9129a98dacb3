import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Of what is no script in the bundle: the font, the icons, and the rules of CSS that every page begins with. */
const ASSETS = ['@fontsource-variable/geist', '@iconify-json/lucide', 'tailwindcss'];

/** Adds the licences of assets to those of the scripts, which are all that Vite lists. MIT, ISC and OFL want a copy beside each. */
export function licenseAssets(names: readonly string[] = ASSETS): Plugin {
  return {
    name: 'rollcall:asset-licenses',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      for (const name of names) await appendFile(join(dir, '.vite/license.md'), await entryOf(name));
    },
  };
}

/** With the heading that Vite gives a script's package. */
async function entryOf(name: string): Promise<string> {
  const folder = fileURLToPath(new URL(`node_modules/${name}/`, import.meta.url));
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
  };
  const text = await readFile(join(folder, 'LICENSE'), 'utf8').catch(() => authorOf(folder));
  return `\n## ${name} - ${version} (${license})\n\n${text.trim()}\n`;
}

/** A set of icons comes without the text of its licence, and names its author and where the text is. */
async function authorOf(folder: string): Promise<string> {
  const { author, license } = JSON.parse(await readFile(join(folder, 'info.json'), 'utf8')) as {
    author: { name: string };
    license: { title: string; url: string };
  };
  return `${license.title} License, Copyright (c) ${author.name}: ${license.url}`;
}
