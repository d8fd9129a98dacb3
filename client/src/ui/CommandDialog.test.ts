import { flushPromises } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { mountApp } from '../../test/mount-app';
import { useCommands } from '../lib/useCommands';
import CommandDialog from './CommandDialog.vue';

const run = vi.fn();

const page = defineComponent(() => {
  const open = ref(true);
  useCommands(() => [
    { id: 'new', label: 'New user', group: 'Users', icon: 'i-lucide-plus', keys: ['n'], run },
    { id: 'next', label: 'Next row', group: 'Users', keys: ['j'], keysOnly: true, run },
    { id: 'find', label: 'Search users', group: 'Users', keys: ['/'], run },
  ]);
  return () => h(CommandDialog, { open: open.value, 'onUpdate:open': (now: boolean) => (open.value = now) });
});

const options = () =>
  [...document.querySelectorAll('[role="option"]')].map((option) => option.textContent?.trim());

test('lists what can be done, with its keys, and leaves out what only keys are for', async () => {
  await mountApp(page);
  expect(options()).toEqual(['New userN', 'Search users/']);
  expect(document.querySelector('[role="listbox"]')?.getAttribute('aria-label')).toBe('Commands');
});

test('runs the chosen command once the dialog is gone', async () => {
  await mountApp(page);
  document.querySelector<HTMLElement>('[role="option"]')?.click();
  expect(run).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(run).toHaveBeenCalledOnce());
  await flushPromises();
  expect(document.querySelector('[role="dialog"]')).toBeNull();
});
