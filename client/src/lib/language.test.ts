import { afterEach, expect, test, vi } from 'vitest';
import { preferredLanguage, rememberLanguage, showLanguage } from './language';

afterEach(() => vi.restoreAllMocks());
const browserSpeaks = (...tags: string[]) => vi.spyOn(navigator, 'languages', 'get').mockReturnValue(tags);

test('the first of the browser’s languages that has a catalogue is taken', () => {
  browserSpeaks('de-CH', 'ar-EG', 'en');
  expect(preferredLanguage()).toBe('ar');
});

test('English is taken where none has', () => {
  browserSpeaks('de-CH', 'constructor');
  expect(preferredLanguage()).toBe('en');
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
