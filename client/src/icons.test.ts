// @vitest-environment node -- reads files, and under jsdom a module has no file: address.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import lucide from '@iconify-json/lucide/icons.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { ENTRY_ICONS } from '../icons.plugin';
import { entrySources } from '../test/entry-sources';

/** What a button that waits and an alert that can be closed show by themselves. */
const OF_NUXT_UI = ['loader-circle', 'x'];

const root = fileURLToPath(new URL('.', import.meta.url));

test('every icon that the console names is in the collection that is bundled', () => {
  const named = globSync('**/*.{vue,ts}', { cwd: root })
    .flatMap((path) => [...readFileSync(root + path, 'utf8').matchAll(/\bi-lucide-([a-z0-9-]+)/g)])
    .map(([, name = '']) => name);
  const known = new Set([...Object.keys(lucide.icons), ...Object.keys(lucide.aliases)]);

  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('the sign-in pages have the icons that they name, and no others', () => {
  const named = [...entrySources().values()]
    .flatMap((source) => [...source.matchAll(/\bi-lucide-([a-z0-9-]+)/g)])
    .map(([, name = '']) => name);

  expect([...new Set([...named, ...OF_NUXT_UI])].toSorted()).toEqual(ENTRY_ICONS.toSorted());
});

test('no component is given a picture, as the bundle has no code for it (nuxt-ui-parts.plugin.ts)', () => {
  const sources = globSync('**/*.{vue,ts}', { cwd: root, exclude: ['**/*.test.ts'] });
  const given = sources.filter((path) => /\bavatar(?:=|: )/.test(readFileSync(root + path, 'utf8')));
  expect(sources.length).toBeGreaterThan(300);
  expect(given).toEqual([]);
});
