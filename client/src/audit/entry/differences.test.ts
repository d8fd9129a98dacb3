// @vitest-environment node
import { expect, test } from 'vitest';
import { differenceOf } from './differences';

test('a text has what it was and what it is', () => {
  expect(differenceOf({ field: 'title', before: 'Analyst', after: 'Lead' })).toEqual({
    field: 'title',
    kind: 'text',
    before: 'Analyst',
    after: 'Lead',
  });
});

test('of roles, those are named that were added and removed', () => {
  expect(differenceOf({ field: 'roles', before: 'Editor, Viewer', after: 'Auditor, Viewer' })).toEqual({
    field: 'roles',
    kind: 'list',
    added: ['Auditor'],
    removed: ['Editor'],
  });
  expect(differenceOf({ field: 'roles', before: '', after: 'Viewer' })).toMatchObject({
    added: ['Viewer'],
    removed: [],
  });
});

test('a secret was set, and that is all', () => {
  expect(differenceOf({ field: 'password', before: null, after: null })).toEqual({
    field: 'password',
    kind: 'set',
  });
});

test('no end is no secret', () => {
  expect(differenceOf({ field: 'expiresAt', before: null, after: null })).toMatchObject({ kind: 'text' });
});
