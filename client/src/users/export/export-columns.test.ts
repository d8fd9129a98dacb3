import { expect, test } from 'vitest';
import { exportColumns } from './export-columns';

test('a file has the columns that the table shows, in their order, the name and the address first', () => {
  expect(exportColumns(['status', 'department'], true)).toEqual([
    'displayName',
    'email',
    'state',
    'department',
  ]);
});

test('a file has no second factor where the viewer may not see it', () => {
  expect(exportColumns(['secondFactor', 'id'], false)).toEqual(['displayName', 'email', 'id']);
  expect(exportColumns(['secondFactor', 'id'], true)).toEqual([
    'displayName',
    'email',
    'hasSecondFactor',
    'id',
  ]);
});
