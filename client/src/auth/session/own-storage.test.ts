import { afterEach, expect, test } from 'vitest';
import { entryOf, noEntry, tabs } from '../../../test/sign-in';
import { forgetOwnAtSignOut, readOwn, writeOwn } from './own-storage';
import { Session } from './session';

afterEach(() => sessionStorage.clear());

test('what is kept for one person is not found by another, nor by nobody', () => {
  writeOwn('notes', 'olga', { text: 'hers' });
  expect(readOwn('notes', 'olga')).toEqual({ text: 'hers' });
  expect(readOwn('notes', 'paul')).toBeUndefined();
  expect(readOwn('notes', undefined)).toBeUndefined();
});

test('what nobody keeps stays in the tab', () => {
  writeOwn('notes', undefined, 'typed');
  expect(readOwn('notes', undefined)).toBe('typed');
  expect(localStorage).toHaveLength(0);
});

test('signing out leaves nothing of it, and leaves what is the device’s own', async () => {
  const session = new Session(async () => entryOf(), tabs()());
  forgetOwnAtSignOut(session);
  await session.begin();
  localStorage.setItem('rollcall.language', 'ar');
  writeOwn('notes', 'olga', 'hers');
  await session.leave(async () => undefined);
  expect(Object.keys(localStorage)).toEqual(['rollcall.language']);
});

test('a session that is over when the console opens leaves nothing of it either', async () => {
  writeOwn('notes', 'olga', 'hers');
  const session = new Session(async () => noEntry(), tabs()());
  forgetOwnAtSignOut(session);
  await session.begin();
  expect(readOwn('notes', 'olga')).toBeUndefined();
});

test('what was written by another version is taken for nothing', () => {
  localStorage.setItem('rollcall.own.notes', '{');
  expect(readOwn('notes', 'olga')).toBeUndefined();
});
