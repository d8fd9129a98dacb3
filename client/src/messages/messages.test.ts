import { expect, test, vi } from 'vitest';
import { isReactive } from 'vue';
import { type Language, LANGUAGES } from '../lib/language/language';
import { createTexts, loadLanguage, loadPart } from './messages';
import { PLURAL_FORMS, pluralRule } from './plural-forms';

const COUNTS = [0, 1, 2, 3, 5, 11, 21, 1.5, 1_000_000];

// From the tables of Unicode's CLDR 48, not from Intl, which the code asks.
test.each([
  ['en', 'other one other other other other other other other'],
  ['de', 'other one other other other other other other other'],
  ['es', 'other one other other other other other other many'],
  ['fr', 'one one other other other other other one many'],
  ['it', 'other one other other other other other other many'],
  ['pl', 'many one few few many many many other many'],
  ['pt-BR', 'one one other other other other other one many'],
  ['tr', 'other one other other other other other other other'],
  ['ru', 'many one few few many many one other many'],
  ['he', 'other one two other other other other other other'],
  ['ar', 'zero one two few few many many other other'],
  ['hi', 'one one other other other other other other other'],
  ['ja', 'other other other other other other other other other'],
  ['ko', 'other other other other other other other other other'],
  ['zh-CN', 'other other other other other other other other other'],
])('%s has the forms of its language for 0, 1, 2, 3, 5, 11, 21, 1.5 and a million', (language, forms) => {
  const order = PLURAL_FORMS[language] ?? [];
  const rule = pluralRule(language);
  expect(COUNTS.map((count) => order[rule(count, order.length)]).join(' ')).toBe(forms);
});

test('every language has its forms', () => {
  expect(Object.keys(PLURAL_FORMS).toSorted()).toEqual(Object.keys(LANGUAGES).toSorted());
});

test('a count takes its form of a text, and can be written as the language writes numbers', () => {
  const { global } = createTexts('en');
  global.mergeLocaleMessage('en', { probe: '{n} person | {n} people' });
  expect(global.t('probe', { n: '1,000,000' }, 1_000_000)).toBe('1,000,000 people');
});

test.each(Object.keys(LANGUAGES) as Language[])('the texts in %s are loaded by part', async (language) => {
  const { global } = createTexts(language);
  for (const part of ['entry', 'console', 'bulk', 'playground'] as const) await loadPart(part);
  const english = ['auth.signIn', 'users.create', 'jobs.title', 'playground.run'].map((key) => global.t(key));
  expect(english.every((text) => !text.includes('.'))).toBe(true);
  expect(global.t('auth.signIn') === 'Sign in').toBe(language === 'en');
});

test('another language has the texts of the parts that were loaded before', async () => {
  const { global } = createTexts('en');
  await loadPart('playground');
  await loadLanguage('ar');
  global.locale.value = 'ar';
  expect(global.t('playground.run')).not.toBe('playground.run');
  expect(global.t('playground.run')).toMatch(/[\u0600-\u06ff]/);
});

test('texts are not reactive: each reading of one would go through proxies', async () => {
  const { global } = createTexts('ar');
  await loadPart('entry');
  await loadPart('console');
  const { auth } = global.getLocaleMessage('ar');
  expect([isReactive(auth), isReactive(global.getLocaleMessage('en').auth)]).toEqual([false, false]);
  expect(global.t('auth.signIn')).not.toBe('auth.signIn');
});

test('a part that could not be loaded is loaded by the next call', async () => {
  const { global } = createTexts('ar');
  const add = vi.spyOn(global, 'setLocaleMessage').mockImplementationOnce(() => {
    throw new TypeError('Failed to fetch');
  });
  await expect(loadPart('entry')).rejects.toThrow('Failed to fetch');
  await loadPart('entry');
  expect(add).toHaveBeenCalledTimes(2);
});
