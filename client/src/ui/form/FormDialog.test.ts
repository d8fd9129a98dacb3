import { beforeEach, describe, expect, test, vi } from 'vitest';
import { h } from 'vue';
import { mountApp } from '../../../test/mount-app';
import FormDialog from './FormDialog.vue';

const heard = vi.fn();
beforeEach(() => heard.mockClear());

async function open(own: Record<string, unknown> = {}, slots: Record<string, () => unknown> = {}) {
  const says = (what: string) => () => heard(what);
  const props = {
    open: true,
    title: 'New role',
    text: 'A name and what it allows.',
    formId: 'form',
    action: 'Create',
    isSending: false,
    onDismiss: says('dismiss'),
    onStay: says('stay'),
    onDiscard: says('discard'),
    ...own,
  };
  const form = () => h('form', { id: 'form' }, [h('input', { name: 'first', 'aria-label': '.' })]);
  await mountApp(FormDialog, { props, slots: { default: form, ...slots } });
  await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull());
}

const buttons = () =>
  [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].map(
    (each) => each.ariaLabel ?? each.textContent?.trim(),
  );

function press(label: string) {
  const found = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === label);
  if (!found) throw new Error(`There is no button ${label}.`);
  found.click();
}

const pressEscape = () =>
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
  );

describe('a form in a dialog', () => {
  test('has a button that sends it, and the focus in its first field', async () => {
    await open();
    const submit = document.querySelector<HTMLButtonElement>('[type=submit]');
    expect(submit?.textContent?.trim()).toBe('Create');
    expect(submit?.getAttribute('form')).toBe('form');
    await vi.waitFor(() => expect((document.activeElement as HTMLInputElement).name).toBe('first'));
  });

  test('has a dark veil below it, and not the light one of Nuxt UI', async () => {
    await open();
    const { classList } = document.querySelector('[data-slot=overlay]')!;
    expect([...classList].filter((name) => name.startsWith('bg-'))).toEqual(['bg-veil']);
  });

  test('is dismissed by its button and by Escape', async () => {
    await open();
    press('Cancel');
    pressEscape();
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([['dismiss'], ['dismiss']]));
  });

  test('asks before it throws away what was typed, and offers nothing else then', async () => {
    await open({ isAsking: true });
    expect(buttons().filter((label) => label !== 'Close')).toEqual(['Keep editing', 'Discard']);
    press('Keep editing');
    press('Discard');
    expect(heard.mock.calls).toEqual([['stay'], ['discard']]);
  });

  test('is closed by its own buttons alone where it shows something this once', async () => {
    await open({ isHeld: true }, { buttons: () => h('button', 'Done') });
    expect(buttons()).toEqual(['Done']);
    pressEscape();
    expect(heard).not.toHaveBeenCalled();
  });

  test('may have another button in place of the one that sends it', async () => {
    await open({}, { action: () => h('button', 'Reload') });
    expect(buttons().filter((label) => label !== 'Close')).toEqual(['Cancel', 'Reload']);
  });
});
