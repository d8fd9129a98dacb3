import { expect, test } from 'vitest';
import { createTexts } from './messages';

test.each([
  [0, 'zero'],
  [1, 'one'],
  [2, 'two'],
  [3, 'few'],
  [10, 'few'],
  [11, 'many'],
  [99, 'many'],
  [100, 'other'],
  [1_000_000, 'other'],
])('Arabic has a form of its own for %i', (count, form) => {
  const { global } = createTexts('ar');
  global.mergeLocaleMessage('ar', { probe: 'zero | one | two | few | many | other' });
  expect(global.t('probe', count)).toBe(form);
});

test.each([
  [0, 'other'],
  [1, 'one'],
  [2, 'other'],
])('English has two forms, and %i takes its own', (count, form) => {
  const { global } = createTexts('en');
  global.mergeLocaleMessage('en', { probe: 'one | other' });
  expect(global.t('probe', count)).toBe(form);
});

test('a count in a text can be written as the language writes numbers', () => {
  const { global } = createTexts('en');
  global.mergeLocaleMessage('en', { probe: '{n} person | {n} people' });
  expect(global.t('probe', { n: '1,000,000' }, 1_000_000)).toBe('1,000,000 people');
});
