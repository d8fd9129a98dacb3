// @vitest-environment node -- reads files, and under jsdom a module has no file: address.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import lucide from '@iconify-json/lucide/icons.json' with { type: 'json' };
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('.', import.meta.url));

test('every icon that the console names is in the collection that is bundled', () => {
  const named = globSync('**/*.{vue,ts}', { cwd: root })
    .flatMap((path) => [...readFileSync(root + path, 'utf8').matchAll(/\bi-lucide-([a-z0-9-]+)/g)])
    .map(([, name = '']) => name);
  const known = new Set([...Object.keys(lucide.icons), ...Object.keys(lucide.aliases)]);

  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
