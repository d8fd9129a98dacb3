import { expect, test } from 'vitest';
import { mountApp } from '../../test/mount-app';
import QrCode from './QrCode.vue';

test('a code is drawn dark on white, with the edge that cameras need and a name', async () => {
  await mountApp(QrCode, { props: { text: 'hello', label: 'A greeting' } });
  const svg = document.querySelector('svg[role=img]');
  expect(svg?.getAttribute('aria-label')).toBe('A greeting');
  // The smallest code has 21 modules a side.
  expect(svg?.getAttribute('viewBox')).toBe('0 0 29 29');
  expect(svg?.querySelector('path')?.getAttribute('d')).toMatch(/^M4 4h1v1h-1z/);
});
