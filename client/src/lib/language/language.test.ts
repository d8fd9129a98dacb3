import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { LANGUAGES, languageOf, preferredLanguage, rememberLanguage, showLanguage } from './language';

afterEach(() => vi.restoreAllMocks());
const browserSpeaks = (...tags: string[]) => vi.spyOn(navigator, 'languages', 'get').mockReturnValue(tags);

test('the first of the browser’s languages that has a catalogue is taken', () => {
  browserSpeaks('nb-NO', 'ar-EG', 'en');
  expect(preferredLanguage()).toBe('ar');
});

test('English is taken where none has', () => {
  browserSpeaks('nb-NO', 'constructor');
  expect(preferredLanguage()).toBe('en');
});

test.each([
  ['de-CH', 'de'],
  ['PT', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['zh', 'zh-CN'],
  ['zh-Hans-SG', 'zh-CN'],
  ['zh-TW', undefined],
  ['zh-Hant-HK', undefined],
  ['he-IL', 'he'],
])('a reader of %s reads the catalogue %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

test('a choice made before goes first', () => {
  browserSpeaks('en');
  rememberLanguage('ar');
  expect(preferredLanguage()).toBe('ar');
});

test('forbidden storage costs only the memory of the choice', () => {
  browserSpeaks('ar');
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(() => rememberLanguage('en')).not.toThrow();
  expect(preferredLanguage()).toBe('ar');
});

test('the page says its language and direction', () => {
  showLanguage('ar');
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['ar', 'rtl']);
  showLanguage('en');
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['en', 'ltr']);
});

test('before-paint.js chooses the same language and direction before the code is there', () => {
  const script = readFileSync(join(import.meta.dirname, '../../../public/before-paint.js'), 'utf8');
  const [, choice = ''] = /( {2}var known = [\s\S]*?root\.dir = .*\n)/.exec(script) ?? [];

  const tags = [...Object.keys(LANGUAGES), 'de-CH', 'pt', 'zh-TW', 'zh-Hant', 'nb'];
  for (const tag of tags) {
    browserSpeaks(tag);
    localStorage.clear();
    const root = { lang: '', dir: '' };
    runInNewContext(choice, { root, stored: () => null, navigator: { languages: [tag] } });
    const language = preferredLanguage();
    expect(root, tag).toEqual({ lang: language, dir: LANGUAGES[language].dir });
  }
});
