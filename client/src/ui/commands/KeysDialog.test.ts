import { expect, test } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import { mountApp } from '../../../test/mount-app';
import { useCommands } from '../../lib/commands/useCommands';
import { singleKeys } from '../../lib/commands/useShortcuts';
import KeysDialog from './KeysDialog.vue';

const page = defineComponent(() => {
  useCommands(() => [
    { id: 'new', label: 'New user', group: 'Users', keys: ['n'], run: () => undefined },
    { id: 'next', label: 'Next row', group: 'Users', keys: ['j', 'arrowdown'], keysOnly: true },
    { id: 'dark', label: 'Dark', group: 'General', run: () => undefined },
  ]);
  return () => h(KeysDialog, { open: true });
});

test('lists every key under its heading, and nothing that has none', async () => {
  await mountApp(page);
  const lines = [...document.querySelectorAll('dl > div')].map((line) => line.textContent?.trim());
  expect(lines).toEqual(['New userN', 'Next rowJ↓']);
  expect([...document.querySelectorAll('h3')].map((heading) => heading.textContent)).toEqual(['Users']);
});

test('lets single keys be switched off', async () => {
  await mountApp(page);
  document.querySelector<HTMLElement>('[role="switch"]')?.click();
  await nextTick();
  expect(singleKeys.value).toBe(false);
  singleKeys.value = true;
});
