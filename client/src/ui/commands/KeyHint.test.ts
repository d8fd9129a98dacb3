import { expect, test, vi } from 'vitest';
import { mountApp } from '../../../test/mount-app';
import type { Language } from '../../lib/language/language';
import KeyHint from './KeyHint.vue';

const shown = async (keys: string, language: Language = 'ar') => {
  const { wrapper } = await mountApp(KeyHint, { props: { keys }, language });
  expect(wrapper.attributes('dir')).toBe('ltr');
  return wrapper.findAll('kbd').map((key) => key.text());
};

test('shows keys as they are written on the keyboard', async () => {
  expect(await shown('mod+k')).toEqual(['Ctrl', 'K']);
  expect(await shown('arrowdown')).toEqual(['↓']);
  expect(await shown('?')).toEqual(['?']);
});

test('names keys as keyboards of the language do', async () => {
  expect(await shown('space', 'en')).toEqual(['Space']);
  expect(await shown('space')).toEqual(['مسافة']);
  expect(await shown('mod+space', 'de')).toEqual(['Strg', 'Leertaste']);
  expect(await shown('escape', 'fr')).toEqual(['Échap']);
});

test('knows a Mac’s keyboard', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)');
  expect(await shown('mod+k')).toEqual(['⌘', 'K']);
  vi.restoreAllMocks();
});
