import { expect, test } from 'vitest';
import { inOrder, PERMISSIONS } from './permission-order';

test('permissions have one order, however they come', () => {
  expect(inOrder(['SETTINGS_WRITE', 'USERS_WRITE', 'USERS_READ'])).toEqual([
    'USERS_READ',
    'USERS_WRITE',
    'SETTINGS_WRITE',
  ]);
  expect(PERMISSIONS.slice(0, 2)).toEqual(['USERS_READ', 'USERS_WRITE']);
});
