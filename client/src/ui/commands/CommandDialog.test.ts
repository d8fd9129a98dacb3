import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { mountApp } from '../../../test/mount-app';
import { type Command, useCommands } from '../../lib/commands/useCommands';
import { type FindCommands, useCommandSearch } from '../../lib/commands/useCommandSearch';
import CommandDialog from './CommandDialog.vue';

const run = vi.fn();

const find = vi.fn<FindCommands>();

const page = defineComponent(() => {
  const open = ref(true);
  useCommands(() => [
    { id: 'new', label: 'New user', group: 'Users', icon: 'i-lucide-plus', keys: ['n'], run },
    { id: 'next', label: 'Next row', group: 'Users', keys: ['j'], keysOnly: true, run },
    { id: 'find', label: 'Search users', group: 'Users', keys: ['/'], run },
  ]);
  useCommandSearch(find);
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

describe('what the server finds', () => {
  const hannah: Command = { id: 'hannah', label: 'Hannah Weiß', group: 'People', run };

  beforeEach(() => {
    find.mockReset();
    run.mockReset();
  });

  function type(text: string): void {
    const input = document.querySelector<HTMLInputElement>('[role=dialog] input');
    if (!input) throw new Error('There is no field.');
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  test('is asked for once a pause, whatever was typed meanwhile, and run as other commands are', async () => {
    find.mockResolvedValue([hannah]);
    await mountApp(page);
    for (const text of ['w', 'we', 'weiss']) type(text);
    await vi.waitFor(() => expect(options()).toEqual(['Hannah Weiß']));
    expect(find.mock.calls.map(([text]) => text)).toEqual(['weiss']);
    document.querySelector<HTMLElement>('[role="option"]')?.click();
    await vi.waitFor(() => expect(run).toHaveBeenCalledOnce());
  });

  test('is not waited for where something else was typed: that search is aborted, and its answer ignored', async () => {
    let answer: (found: Command[]) => void = () => undefined;
    find.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    find.mockResolvedValue([]);
    await mountApp(page);
    type('weiss');
    await vi.waitFor(() => expect(find).toHaveBeenCalledOnce());
    type('jones');
    await vi.waitFor(() => expect(find).toHaveBeenCalledTimes(2));
    expect(find.mock.calls.map(([, signal]) => signal.aborted)).toEqual([true, false]);
    answer([hannah]);
    await flushPromises();
    expect(options()).toEqual([]);
  });

  test('is nothing where the search fails, and the commands stay', async () => {
    find.mockRejectedValue(new Error('No answer came.'));
    await mountApp(page);
    type('new');
    await vi.waitFor(() => expect(find).toHaveBeenCalledOnce());
    await flushPromises();
    expect(options()).toEqual(['New userN']);
  });
});
