import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const IMPORT = /(?:^|\n)(?:import\s(?!type\b)|export [*{])[^;'(]*'(\.[^']+)'/g;
/** A page of the ways in is imported where it is needed, and has no other texts all the same. */
const LAZY_ENTRY = /import\('(\.\/\w+Page\.vue)'\)/g;

/** The sources that are loaded before the code of the console. */
export function entrySources(): Map<string, string> {
  const found = new Map<string, string>();
  const open = [fileURLToPath(new URL('../src/main.ts', import.meta.url))];
  for (let path = open.pop(); path; path = open.pop()) {
    if (found.has(path) || path.includes('/gql/')) continue;
    const source = readFileSync(path, 'utf8');
    found.set(path, source);
    const lazy = path.endsWith('auth.routes.ts') ? [...source.matchAll(LAZY_ENTRY)] : [];
    for (const [, name = ''] of [...source.matchAll(IMPORT), ...lazy]) {
      const full = join(dirname(path), name);
      const file = [full, `${full}.ts`].find((each) => /\.(ts|vue)$/.test(each) && existsSync(each));
      if (file) open.push(file);
    }
  }
  return found;
}
