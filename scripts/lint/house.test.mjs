/** The rules that the project adds or changes. Each one must refuse what it is made for. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import importX from 'eslint-plugin-import-x';
import typescript from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../steps.mjs';
import { zones } from './zones.mjs';

/** The project's own configuration, without the rules that need the file to be in a TypeScript project. */
const house = new ESLint({
  cwd: root,
  overrideConfig: [
    { files: ['**/*.{ts,vue}'], ...typescript.configs.disableTypeChecked },
    { files: ['**/*.{ts,vue}'], languageOptions: { parserOptions: { projectService: false } } },
  ],
});

/**
 * @param {string} filePath of a file that need not exist
 * @param {string} code
 * @returns {Promise<(string | null)[]>} the rules broken
 */
async function broken(filePath, code) {
  const [result] = await house.lintText(code, { filePath });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

/** @param {string} template */
const component = (template) =>
  `<script setup lang="ts">\nconst yes = true;\nconst n = 3;\n</script>\n\n<template>\n  <i v-if="yes && n" />\n  ${template}\n</template>\n`;

describe('a text in a template', () => {
  test.each([
    ['a text node', '<p>Hello</p>'],
    ['a text node in Arabic', '<p>مرحبا</p>'],
    ['a literal in braces', "<p>{{ 'Hello' }}</p>"],
    ['a branch of a condition', "<p>{{ yes ? 'Yes' : n }}</p>"],
    ['a template string', '<p>{{ `Hello ${n}` }}</p>'],
    ['an aria-label', '<i aria-label="Close" />'],
    ['a title', '<i title="Close" />'],
    ['a placeholder', '<input aria-label="." placeholder="Search" />'],
    ["a component's label", '<UButton label="Create" />'],
    ['a bound label', '<UButton :label="\'Create\'" />'],
    ['a bound condition', '<UButton :label="yes ? \'Create\' : undefined" />'],
    ['a bound template string', '<UButton :label="`Create ${n}`" />'],
  ])('is refused: %s', async (_, template) => {
    const rules = await broken('client/src/things/ThingList.vue', component(template));
    expect(rules).toEqual([expect.stringMatching(/no-raw-text|vue\/no-restricted-syntax/)]);
  });

  test('may be punctuation or a number, and comes from the catalogue', async () => {
    const template = `<p :title="$t('things.title')">{{ $t(yes ? 'things.one' : 'things.many') }} · {{ n }} → 3</p>`;
    expect(await broken('client/src/things/ThingList.vue', component(template))).toEqual([]);
  });
});

describe('a check by the browser itself', () => {
  test.each([
    ['an address', '<UInput type="email" />'],
    ['a number', '<input aria-label="." type="number" />'],
    ['a bound kind', '<UInput :type="yes ? \'url\' : undefined" />'],
    ['a length', '<UInput maxlength="100" />'],
    ['a bound length', '<UTextarea :maxlength="n" />'],
    ['a pattern', '<UInput pattern="[0-9]+" />'],
    ['a field that must be filled', '<UInput required />'],
    ['a form that checks', '<UForm />'],
    ['a plain form that checks', '<form><i v-if="n" /></form>'],
  ])('is refused: %s', async (_, template) => {
    const rules = await broken('client/src/things/ThingForm.vue', component(template));
    expect(rules).toEqual(['vue/no-restricted-syntax']);
  });

  test('is refused in a script', async () => {
    const code = "export const field = { name: 'email', type: 'email' };\n";
    expect(await broken('client/src/things/thing-fields.ts', code)).toEqual(['no-restricted-syntax']);
  });

  test('is allowed in a form that disables it', async () => {
    const template =
      '<UForm novalidate><UInput type="tel" aria-required="true" /><i :required="[]" /></UForm>';
    expect(await broken('client/src/things/ThingForm.vue', component(template))).toEqual([]);
  });
});

test("vue-i18n's component under its global name, which a build does not have, is refused", async () => {
  const template = (/** @type {string} */ name) =>
    component(`<${name} keypath="things.name" scope="global" />`);
  expect(await broken('client/src/things/Thing.vue', template('i18n-t'))).toContain(
    'vue/no-restricted-syntax',
  );
  expect(await broken('client/src/things/Thing.vue', template('I18nT'))).not.toContain(
    'vue/no-restricted-syntax',
  );
});

describe("a text in a client's script", () => {
  test('is refused where people read it', async () => {
    const code = "export const columns = [{ id: 'email', header: 'E-mail address' }];\n";
    expect(await broken('client/src/things/columns.ts', code)).toEqual(['no-restricted-syntax']);
  });

  test("may be a message's key", async () => {
    const code = "export const columns = [{ id: 'email', header: 'things.columns.email' }];\n";
    expect(await broken('client/src/things/columns.ts', code)).toEqual([]);
  });
});

describe('an import', () => {
  test('of Apollo is refused in a component and allowed in a composable', async () => {
    const code = "import { useQuery } from '@vue/apollo-composable';\n\nexport const ask = useQuery;\n";
    expect(await broken('client/src/things/things.ts', code)).toEqual(['no-restricted-imports']);
    expect(await broken('client/src/things/useThings.ts', code)).toEqual([]);
  });

  test('of GraphQL execution is refused in a service', async () => {
    const code = "import { GraphQLError } from 'graphql';\n\nexport const refusal = GraphQLError;\n";
    expect(await broken('server/src/things/thing.service.ts', code)).toEqual(['no-restricted-imports']);
    expect(await broken('server/src/things/thing.resolver.ts', code)).toEqual([]);
  });
});

describe('GraphQL', () => {
  test('is refused in the schema without its description', async () => {
    const code = 'type Query {\n  thing(id: ID!): Int\n}\n';
    expect(await broken('schema.graphql', code)).toEqual([
      // The field and its argument; the root type needs none.
      '@graphql-eslint/require-description',
      '@graphql-eslint/require-description',
    ]);
  });

  test('is refused in a document with fields that the schema lacks', async () => {
    const code =
      "import { graphql } from '../gql';\n\nexport const Viewer = graphql(`\n  query Who {\n    nobody {\n      id\n    }\n  }\n`);\n";
    expect(await broken('client/src/things/things.documents.ts', code)).toEqual([
      '@graphql-eslint/fields-on-correct-type',
    ]);
  });
});

describe('the other rules', () => {
  test('keeps the environment in env.ts', async () => {
    const code = "export const port = process.env['PORT'];\n";
    expect(await broken('server/src/app.ts', code)).toEqual(['no-restricted-properties']);
    expect(await broken('server/src/env.ts', code)).toEqual([]);
  });

  test('refuses a meaningless name', async () => {
    expect(await broken('server/src/utils/dates.ts', 'export const day = 86_400;\n')).toEqual([
      'house/no-vague-names',
    ]);
    expect(await broken('client/src/things/helpers.ts', 'export const day = 86_400;\n')).toEqual([
      'house/no-vague-names',
    ]);
  });

  test('refuses a disabled rule without its reason', async () => {
    const code = '// eslint-disable-next-line no-console\nconsole.log(1);\n';
    expect(await broken('server/src/app.ts', code)).toEqual([
      '@eslint-community/eslint-comments/require-description',
    ]);
  });

  test('refuses a sleep in a test', async () => {
    const code =
      "import { expect, test } from 'vitest';\n\ntest('waits', async () => {\n  await new Promise((done) => setTimeout(done, 5));\n  expect(1).toBe(1);\n});\n";
    expect(await broken('server/src/app.test.ts', code)).toEqual(['no-restricted-syntax']);
  });
});

describe('a zone', () => {
  /** @type {string} */
  let folder;
  const files = {
    'server/src/users/user.entity.ts': 'export class User {}',
    'server/src/users/user.service.ts': 'export const find = 1;',
    'server/src/users/user.resolver.ts': 'export const users = 1;',
    'server/src/roles/role.entity.ts': 'export class Role {}',
    'server/src/database/pool.ts': 'export const pool = 1;',
    'server/src/pagination/cursor.ts': 'export const cursor = 1;',
    'client/src/users/UserRow.vue': '<template><i /></template>',
    'client/src/ui/EmptyState.vue': '<template><i /></template>',
    'client/src/lib/debounce.ts': 'export const debounce = 1;',
    'e2e/users.test.ts': 'export {};',
    'bench/src/system.ts': 'export const system = 1;',
  };

  beforeAll(async () => {
    // A folder that starts with a dot, as a checkout's may: globs pass over such names.
    folder = join(await mkdtemp(join(tmpdir(), 'rollcall-zones-')), '.checkout');
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  });
  afterAll(() => rm(dirname(folder), { recursive: true }));

  /**
   * @param {string} from the importing file
   * @param {string} to the imported one, relative
   */
  async function allows(from, to) {
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [
        {
          files: ['**/*.ts'],
          plugins: { 'import-x': importX },
          languageOptions: { parser: typescript.parser },
          settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.vue'] } } },
          rules: { 'import-x/no-restricted-paths': ['error', { basePath: folder, zones: zones(folder) }] },
        },
      ],
    });
    const [result] = await eslint.lintText(`import '${to}';\n`, { filePath: join(folder, from) });
    return result?.messages.length === 0;
  }

  test.each([
    ['server/src/roles/role.service.ts', '../users/user.entity', true],
    ['server/src/roles/role.service.ts', '../users/user.service', true],
    ['server/src/roles/role.resolver.ts', '../users/user.resolver', false],
    ['server/src/users/user.service.ts', './user.resolver', false],
    ['server/src/users/user.list.ts', '../pagination/cursor', true],
    ['server/src/node/node.resolver.ts', '../users/user.resolver', true],
    ['server/src/pagination/cursor.ts', '../users/user.entity', false],
    ['server/src/database/entities.ts', '../users/user.entity', true],
    ['server/src/database/entities.ts', '../users/user.service', false],
    ['client/src/ui/DataTable.ts', '../users/UserRow.vue', false],
    ['client/src/ui/DataTable.ts', '../lib/debounce', true],
    ['client/src/lib/list.ts', '../ui/EmptyState.vue', false],
    ['client/src/users/useUsers.ts', '../ui/EmptyState.vue', true],
    ['e2e/other.test.ts', '../server/src/users/user.entity', false],
    ['client/src/users/useUsers.ts', '../../../server/src/users/user.entity', false],
    ['bench/src/main.ts', '../../server/src/users/user.entity', false],
    ['server/src/users/user.service.ts', '../../../bench/src/system', false],
  ])('%s importing %s: %s', async (from, to, expected) => {
    expect(await allows(from, to)).toBe(expected);
  });
});
