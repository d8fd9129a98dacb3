// @vitest-environment node -- reads files, and under jsdom a module has no file: address.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AS_TEXT } from '../../documents.plugin';

test('the build keeps the text of every document of the sign-in pages, in subfolders too', () => {
  const paths = globSync('**/*.documents.ts', { cwd: import.meta.dirname }).map((path) =>
    join(import.meta.dirname, path),
  );
  expect(paths.length).toBeGreaterThan(1);
  expect(paths.filter((path) => !AS_TEXT.test(path))).toEqual([]);
});
