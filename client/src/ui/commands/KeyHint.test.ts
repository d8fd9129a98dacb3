import { expect, test, vi } from 'vitest';
import { mountApp } from '../../../test/mount-app';
import KeyHint from './KeyHint.vue';

const shown = async (keys: string) => {
  const { wrapper } = await mountApp(KeyHint, { props: { keys }, language: 'ar' });
  expect(wrapper.attributes('dir')).toBe('ltr');
  return wrapper.findAll('kbd').map((key) => key.text());
};

test('shows keys as they are written on the keyboard', async () => {
  expect(await shown('mod+k')).toEqual(['Ctrl', 'K']);
  expect(await shown('arrowdown')).toEqual(['↓']);
  expect(await shown('?')).toEqual(['?']);
});

test('knows a Mac’s keyboard', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)');
  expect(await shown('mod+k')).toEqual(['⌘', 'K']);
  vi.restoreAllMocks();
});
