/** The rules of .oxlintrc.json. Each kind must refuse what it is made for. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bin, root } from '../steps.mjs';

const FILES = {
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "module": "preserve", "noEmit": true }, "include": ["server", "client"] }',
  'server/src/floating.ts': 'async function send() {}\nsend();\n',
  'server/src/ignored.ts': 'async function send() {}\nvoid send();\nexport const text = String(1);\n',
  'server/src/unsafe.ts': 'export function first(row: any): string {\n  return row.name;\n}\n',
  'server/src/rows.test.ts': 'export function first(row: any): string {\n  return row.name;\n}\n',
  'server/src/cases.ts':
    "export function of(kind: 'a' | 'b') {\n  switch (kind) {\n    case 'a':\n      return 1;\n  }\n}\n",
  'server/src/one.ts': "import { two } from './two';\nexport const one = () => two;\n",
  'server/src/two.ts': "import { one } from './one';\nexport const two = () => one;\n",
  'client/src/Page.vue': `<script setup lang="ts">\nimport { page } from './page';\n\npage();\n</script>\n`,
  'client/src/page.ts': "import Page from './Page.vue';\nexport const page = () => Page;\n",
};

/** @type {string} */
let folder;
/** @type {Map<string, string[]>} the rules that each file breaks */
let broken;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-oxlint-'));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  broken = await lint(folder);
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * @param {string} cwd
 * @returns {Promise<Map<string, string[]>>}
 */
function lint(cwd) {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin('oxlint'), '--format', 'json'], { cwd }, (_error, stdout, stderr) => {
      try {
        /** @type {{ diagnostics: { code: string, filename: string }[] }} */
        const { diagnostics } = JSON.parse(stdout);
        const rules = new Map(Object.keys(FILES).map((path) => [path, /** @type {string[]} */ ([])]));
        for (const { code, filename } of diagnostics) rules.get(filename)?.push(code);
        resolve(rules);
      } catch {
        reject(new Error(`${stdout}${stderr}`));
      }
    });
  });
}

describe('oxlint, as the project sets it', () => {
  test.each([
    ['server/src/floating.ts', 'typescript(no-floating-promises)'],
    ['server/src/unsafe.ts', 'typescript(no-unsafe-return)'],
    ['server/src/unsafe.ts', 'typescript(no-unsafe-member-access)'],
    ['server/src/cases.ts', 'typescript(switch-exhaustiveness-check)'],
    ['server/src/one.ts', 'import(no-cycle)'],
    ['server/src/two.ts', 'import(no-cycle)'],
    ['client/src/page.ts', 'import(no-cycle)'],
    ['client/src/Page.vue', 'import(no-cycle)'],
  ])('refuses in %s: %s', (path, rule) => {
    expect(broken.get(path)).toContain(rule);
  });

  test.each(['server/src/ignored.ts', 'server/src/rows.test.ts'])('finds nothing in %s', (path) => {
    expect(broken.get(path)).toEqual([]);
  });
});
