import { existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import comments from '@eslint-community/eslint-plugin-eslint-comments/configs';
import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import intlify from '@intlify/eslint-plugin-vue-i18n';
import vitest from '@vitest/eslint-plugin';
import prettier from 'eslint-config-prettier/flat';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import redos from 'eslint-plugin-redos';
import vue from 'eslint-plugin-vue';
import accessibility from 'eslint-plugin-vuejs-accessibility';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import typescript from 'typescript-eslint';
import { globalTexts } from './scripts/lint/global-texts.mjs';
import { scriptChecks, templateChecks } from './scripts/lint/browser-validation.mjs';
import house from './scripts/lint/house.mjs';
import { sleeps } from './scripts/lint/sleeps.mjs';
import { rawText, scriptTexts, serverTexts, templateTexts } from './scripts/lint/texts.mjs';
import { apolloInComponents, transportInServices, zones } from './scripts/lint/zones.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const schema = `${root}schema.graphql`;

const TESTS = ['**/*.test.{ts,mjs}'];
const TEST_CODE = [...TESTS, 'server/src/testing/**', 'client/test/**'];
const CLIENT = ['client/src/**/*.{ts,vue}'];

const every = [
  {
    name: 'house/every file',
    files: ['**/*.{ts,vue,js,mjs}'],
    extends: [js.configs.recommended, comments.recommended],
    plugins: { house, 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ noWarnOnMultipleProjects: true })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'], 'vue-eslint-parser': ['.vue'] },
    },
    rules: {
      '@eslint-community/eslint-comments/require-description': ['error', { ignore: ['eslint-enable'] }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'house/no-vague-names': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: root, zones: zones(root) }],
      'import-x/order': [
        'error',
        { groups: ['builtin', 'external', ['parent', 'sibling', 'index']], 'newlines-between': 'never' },
      ],
      'max-lines': ['error', 300],
      // A screen, a tall one; as much as a component's script may have. Blank lines and comments are free.
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'no-warning-comments': 'error',
    },
  },
  {
    name: 'house/scripts',
    files: ['**/*.{js,mjs}'],
    ignores: ['{client,docs}/public/**'],
    languageOptions: { globals: globals.node },
  },
  {
    name: 'house/scripts in pages',
    files: ['{client,docs}/public/**/*.js'],
    languageOptions: { globals: globals.browser },
  },
];

const types = [
  {
    name: 'house/typescript',
    files: ['**/*.{ts,vue}'],
    extends: [typescript.configs.recommended],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    // The rules that ask for types are oxlint's (.oxlintrc.json) wherever it sees the types: in all but these.
    name: 'house/components with types',
    files: ['client/src/**/*.vue'],
    extends: [typescript.configs.recommendedTypeCheckedOnly],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.vue'] },
    },
    rules: {
      // Two fifths of the CPU time of all components' lint. oxlint has both for composables, where the logic is.
      '@typescript-eslint/no-misused-promises': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // It takes casts that steer inference for idle, and its fix breaks the types.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // `async` without `await` turns a throw into a rejection, which callers count on.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // The kinds of GraphQL's syntax tree are an enum that everybody compares with their names.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
];

const server = [
  {
    name: 'house/server',
    files: ['server/src/**/*.ts'],
    ignores: TEST_CODE,
    plugins: { redos },
    rules: {
      'no-console': 'error',
      // One that takes more than linear time on a long text stops a server that answers all on one thread.
      'redos/no-vulnerable': ['error', { ignoreErrors: false, timeout: 120_000 }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only env.ts reads the environment.' },
        { property: 'normalize', message: 'Use normalForm(), which checks the length first.' },
      ],
      'no-restricted-syntax': ['error', ...serverTexts],
    },
  },
  {
    // main.ts hands it to env.ts as it is.
    name: 'house/server environment',
    files: ['server/src/env.ts', 'server/src/**/main.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    name: 'house/server normal form',
    files: ['server/src/texts/normal-form.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    name: 'house/server services',
    files: ['server/src/**/*.service.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [transportInServices] }] },
  },
];

const client = [
  {
    name: 'house/client',
    files: CLIENT,
    extends: [
      vue.configs['flat/recommended-error'],
      accessibility.configs['flat/recommended'],
      intlify.configs.base,
    ],
    languageOptions: { globals: globals.browser, parserOptions: { parser: typescript.parser } },
    rules: {
      '@intlify/vue-i18n/no-raw-text': ['error', rawText],
      // typescript-eslint does not see into .vue files and takes what they export for `any`;
      // vue-tsc, which does, checks those types.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-console': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/max-lines-per-block': ['error', { script: 80, skipBlankLines: true }],
      'vue/no-restricted-syntax': ['error', ...templateTexts, ...templateChecks, globalTexts],
      'vue/no-v-html': 'error',
    },
  },
  {
    name: 'house/client texts',
    files: CLIENT,
    ignores: TEST_CODE,
    rules: { 'no-restricted-syntax': ['error', ...scriptTexts, ...scriptChecks] },
  },
  {
    // apollo.ts is put together from links and cache policies, and main.ts hands its client to the app.
    name: 'house/client apollo',
    files: CLIENT,
    ignores: ['**/use*.ts', 'client/src/{apollo,main}.ts', '**/*.link.ts', '**/*-cache.ts', ...TEST_CODE],
    rules: { 'no-restricted-imports': ['error', { patterns: [apolloInComponents] }] },
  },
];

const tests = [
  {
    name: 'house/test code',
    files: TEST_CODE,
    rules: {
      // It may reach past the zones for its set-up.
      'import-x/no-restricted-paths': 'off',
    },
  },
  {
    name: 'house/tests',
    files: TESTS,
    extends: [vitest.configs.recommended],
    rules: {
      // The body of a describe() is a list of tests, not a function to follow.
      'max-lines-per-function': 'off',
      'no-restricted-syntax': ['error', ...sleeps],
      'vitest/expect-expect': [
        'error',
        // Playwright's waitFor fails where what it waits for does not come.
        { assertFunctionNames: ['expect', 'expect*', '**.expect*', '**.waitFor', 'assert*'] },
      ],
      // A simulation asks some things only of the states that they are true of.
      'vitest/no-conditional-expect': 'off',
      'vitest/no-disabled-tests': 'error',
      'vitest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['nightly'] }],
      // The second is what it says where it fails.
      'vitest/valid-expect': ['error', { maxArgs: 2 }],
    },
  },
];

// Everything about GraphQL is checked against the schema; before the first one is generated there is none.
const documents = globSync('client/src/**/*.documents.ts', { cwd: root }).map((path) => root + path);
const inGraphql = {
  plugins: { '@graphql-eslint': graphql },
  languageOptions: {
    parser: graphql.parser,
    // A pattern that matches nothing is an error to GraphQL Config; a list may be empty.
    parserOptions: { graphQLConfig: { schema, documents } },
  },
};
const graphqlFiles = [
  {
    name: 'house/operations in code',
    files: ['client/src/**/*.documents.ts'],
    processor: graphql.processor,
  },
  {
    name: 'house/operations',
    files: ['client/src/**/*.graphql'],
    ...inGraphql,
    extends: [graphql.configs['flat/operations-recommended']],
    // A fragment may be for code, which reads the cache by it.
    rules: { '@graphql-eslint/no-unused-fragments': 'off' },
  },
  {
    name: 'house/schema',
    files: ['schema.graphql'],
    ...inGraphql,
    extends: [graphql.configs['flat/schema-recommended'], graphql.configs['flat/schema-relay']],
    rules: {
      // The playground and docs/api.md are made from them.
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
          // TypeGraphQL makes these three and gives no place to describe them.
          ignoredSelectors: ['[type=ObjectTypeDefinition][name.value=/^(Query|Mutation|Subscription)$/]'],
        },
      ],
      // A connection has `nodes` beside its edges, and other lists are short and whole.
      '@graphql-eslint/relay-edge-types': [
        'error',
        // A row of a job is known by its place in the job, and has no id of its own.
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
      // Rows of a job are read forward alone.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // What has an identity implements Node; payloads, edges and refusals have none.
      '@graphql-eslint/strict-id-in-types': 'off',
    },
  },
];

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', 'client/src/gql/', 'data/', 'bench/.data/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  every,
  types,
  server,
  client,
  tests,
  existsSync(schema) ? graphqlFiles : [],
  prettier,
);
