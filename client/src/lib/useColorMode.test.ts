import { expect, test } from 'vitest';
import { type EffectScope, effectScope } from 'vue';
import { useColorMode } from './useColorMode';

const KEY = 'rollcall.colorMode';
const isDark = () => document.documentElement.classList.contains('dark');

function use(): { mode: ReturnType<typeof useColorMode>['mode']; scope: EffectScope } {
  const scope = effectScope();
  return { mode: scope.run(useColorMode)!.mode, scope };
}

test('what one menu chooses is kept, painted, and known to the others', () => {
  const one = use();
  const other = use();
  expect(one.mode.value).toBe('system');
  one.mode.value = 'dark';
  expect(localStorage.getItem(KEY)).toBe('dark');
  expect(isDark()).toBe(true);
  expect(other.mode.value).toBe('dark');
  other.mode.value = 'system';
  // The system of the tests is light.
  expect(isDark()).toBe(false);
  expect(document.documentElement.classList.contains('light')).toBe(true);
  expect(one.mode.value).toBe('system');
  one.scope.stop();
  other.scope.stop();
});

test('what another tab chooses is followed, and what it does with other keys is not', () => {
  const { mode, scope } = use();
  localStorage.setItem(KEY, 'dark');
  window.dispatchEvent(new StorageEvent('storage', { key: 'rollcall.language' }));
  expect(mode.value).toBe('system');
  window.dispatchEvent(new StorageEvent('storage', { key: KEY }));
  expect(mode.value).toBe('dark');
  expect(isDark()).toBe(true);
  mode.value = 'system';
  scope.stop();
});

test('what was chosen before is there at the start', () => {
  localStorage.setItem(KEY, 'dark');
  const { mode, scope } = use();
  expect(mode.value).toBe('dark');
  expect(isDark()).toBe(true);
  mode.value = 'light';
  expect(isDark()).toBe(false);
  scope.stop();
});
