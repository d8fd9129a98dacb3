import { expect, test } from 'vitest';
import { inOrder, PERMISSIONS, shownInOrder } from './permission-order';

test('permissions have one order, however they come', () => {
  expect(inOrder(['SETTINGS_WRITE', 'USERS_WRITE', 'USERS_READ'])).toEqual([
    'USERS_READ',
    'USERS_WRITE',
    'SETTINGS_WRITE',
  ]);
  expect(PERMISSIONS.slice(0, 2)).toEqual(['USERS_READ', 'USERS_WRITE']);
});

test('permissions that nothing uses are not shown', () => {
  expect(shownInOrder(['SETTINGS_WRITE', 'FEEDBACK_READ', 'AUDIT_READ'])).toEqual([
    'AUDIT_READ',
    'FEEDBACK_READ',
  ]);
  expect(PERMISSIONS).not.toContain('SETTINGS_WRITE');
});
