import { expect, test } from 'vitest';
import { safeNext } from './next-path';

test.each(['/users?q=ada#x', '/playground'])('%s is a place to go on to', (path) => {
  expect(safeNext(path)).toBe(path);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/users',
  'javascript:alert(1)',
  '/\t/evil.example',
  'users',
  '',
  '/sign-in?next=/sign-in',
  undefined,
  null,
  ['/users', '/roles'],
])('%s is none: the start is', (next) => {
  expect(safeNext(next)).toBe('/users');
});
