import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './paths.js';

const OF_THE_BUNDLE = ['rollcall.js', 'without-observability'];

it('the files of the server that the benchmark names exist', () => {
  const named = globSync('bench/src/**/*.ts', { cwd: ROOT }).flatMap((path) => {
    const source = readFileSync(join(ROOT, path), 'utf8');
    return [...source.matchAll(/(?:serverFile|load)\('([^']+)'\)|file: '([^']+\.js)'/g)].map(
      ([, file, cut]) => ({ path, file: file ?? cut ?? '' }),
    );
  });
  const missing = named.filter(({ path, file }) => {
    if (OF_THE_BUNDLE.includes(file)) return false;
    const folder = path.includes('operations/console/') ? 'server/src/testing' : 'server/src';
    return !existsSync(join(ROOT, folder, `${file.replace(/\.js$/, '')}.ts`));
  });
  expect(named.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});
