// @vitest-environment node -- reads files, and under jsdom a module has no file: address.
import { expect, test } from 'vitest';
import { ENTRY_SECTIONS } from '../messages.plugin';
import { entrySources } from '../test/entry-sources';

const KEY = /\bt\(\s*['`]([a-zA-Z]+)\./g;

test('what the sign-in pages show has its texts in the part of the catalogue that is loaded with them', () => {
  const sources = entrySources();
  expect(sources.size).toBeGreaterThan(40);
  const sections = new Set(
    [...sources.values()].flatMap((source) => [...source.matchAll(KEY)].map((m) => m[1])),
  );
  expect([...sections].filter((name) => !ENTRY_SECTIONS.includes(name ?? ''))).toEqual([]);
});
