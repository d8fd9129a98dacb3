import { expect, it } from 'vitest';
import { filtersFor } from './changed.mjs';

it('changed files have the tests of their feature, once', () => {
  const paths = [
    'server/src/users/user.service.ts',
    'server/src/users/user.test.ts',
    'client/src/users/editor/form/UserFields.vue',
    'e2e/users/create.test.ts',
    'scripts/lint/zones.mjs',
    'bench/src/report/table.ts',
    '',
  ];
  expect(filtersFor(paths)).toEqual([
    'server/src/users/',
    'client/src/users/',
    'e2e/users/',
    'scripts/',
    'bench/src/report/',
  ]);
});

it('a file outside of features has the tests of its own name, and a file without tests has none', () => {
  expect(filtersFor(['server/src/app.ts', 'server/src/env.test.ts', 'docs/api.md', 'package.json'])).toEqual([
    'server/src/app.',
    'server/src/env.',
  ]);
});
