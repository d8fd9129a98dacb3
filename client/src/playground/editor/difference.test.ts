import { expect, test } from 'vitest';
import { difference } from './difference';

test.each([
  ['', 'abc'],
  ['abc', ''],
  ['[\n  1\n]', '[\n  2,\n  1\n]'],
  ['aaaa', 'aa'],
  ['aba', 'ababa'],
])('from %j to %j is one replacement', (before, after) => {
  const { from, to, insert } = difference(before, after)!;
  expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
});

test('leaves alone what is equal at both ends', () => {
  expect(difference('{ users }', '{ roles }')).toEqual({ from: 2, to: 6, insert: 'role' });
  expect(difference('same', 'same')).toBeUndefined();
});
