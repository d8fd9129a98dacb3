import { expect, it } from 'vitest';
import { acceptedLocale } from './accepted-locale.js';

it.each([
  [undefined, 'en'],
  ['*', 'en'],
  ['nb-NO', 'en'],
  ['de-CH', 'de'],
  ['pt-PT, en;q=0.9', 'pt-BR'],
  ['zh-Hans-SG', 'zh-CN'],
  ['zh-TW, ja;q=0.5', 'ja'],
  ['en;q=0.4, he', 'he'],
  ['constructor', 'en'],
])('reads %s in %s', (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});
