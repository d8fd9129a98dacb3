import { expect, test } from 'vitest';
import { isTaken, pressed } from './keys';

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
  ['shift+arrowdown', event('ArrowDown', { shiftKey: true })],
])('%s is pressed', (keys, press) => expect(pressed(press, keys)).toBe(true));

test.each([
  ['n', event('n', { ctrlKey: true })],
  ['n', event('n', { altKey: true })],
  ['n', event('N', { shiftKey: true })],
  ['k', event('k', { metaKey: true })],
  ['arrowdown', event('ArrowDown', { shiftKey: true })],
  ['shift+arrowdown', event('ArrowDown')],
  ['mod+k', event('k')],
  ['mod+k', event('K', { ctrlKey: true, shiftKey: true })],
])('%s is not pressed by another combination', (keys, press) => expect(pressed(press, keys)).toBe(false));

test('a key is known by its place where its letter is not Latin', () => {
  expect(pressed(event('ى', { code: 'KeyN' }), 'n')).toBe(true);
  expect(pressed(event('ظ', { code: 'Slash' }), '/')).toBe(true);
  expect(pressed(event('؟', { code: 'Slash', shiftKey: true }), '?')).toBe(true);
});

test.each([
  ['a field', 'input'],
  ['a page', 'div'],
])('what is pressed in %s inside a shadow tree is known for it', (what, tag) => {
  const host = document.body.appendChild(document.createElement('div'));
  const inside = host.attachShadow({ mode: 'open' }).appendChild(document.createElement(tag));
  let taken: boolean | undefined;
  window.addEventListener('keydown', (press) => (taken = isTaken(press)), { once: true });
  inside.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, composed: true }));
  expect(taken).toBe(what === 'a field');
  host.remove();
});
