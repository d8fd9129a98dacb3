import { expect, test } from 'vitest';
import { pressed } from './keys';

const event = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more });

test.each([
  ['n', event('n')],
  // Caps Lock is on.
  ['n', event('N')],
  ['?', event('?', { shiftKey: true })],
  ['/', event('/')],
  ['mod+k', event('k', { ctrlKey: true })],
  ['mod+k', event('k', { metaKey: true })],
  ['escape', event('Escape')],
  ['arrowdown', event('ArrowDown')],
])('%s is pressed', (keys, press) => expect(pressed(press, keys)).toBe(true));

test.each([
  ['n', event('n', { ctrlKey: true })],
  ['n', event('n', { altKey: true })],
  ['n', event('N', { shiftKey: true })],
  ['k', event('k', { metaKey: true })],
  ['mod+k', event('k')],
  ['mod+k', event('K', { ctrlKey: true, shiftKey: true })],
])('%s is not pressed by another combination', (keys, press) => expect(pressed(press, keys)).toBe(false));

test('a key is known by its place where its letter is not Latin', () => {
  expect(pressed(event('ى', { code: 'KeyN' }), 'n')).toBe(true);
  expect(pressed(event('ظ', { code: 'Slash' }), '/')).toBe(true);
  expect(pressed(event('؟', { code: 'Slash', shiftKey: true }), '?')).toBe(true);
});
