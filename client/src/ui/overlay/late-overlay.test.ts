import UButton from '@nuxt/ui/components/Button.vue';
import { expect, test } from 'vitest';
import { type Component, createCommentVNode, Fragment, h } from 'vue';
import { mountApp } from '../../../test/mount-app';
import type * as module from './late-overlay';

/** A copy of the module whose code is not loaded: the tests' set-up has loaded that of the others. */
const copy = (name: string) => `./late-overlay?${name}`;
const fresh = async (name: string) => (await import(/* @vite-ignore */ copy(name))) as typeof module;

const items = [{ label: 'Rename' }, { label: 'Move' }];
const button = () => h(UButton, {}, () => 'Actions');
const trigger = () => document.querySelector<HTMLElement>('button')!;
const itemNames = () =>
  [...document.querySelectorAll('[role=menuitem]')].map((each) => each.textContent.trim());

async function mountMenu(name: string) {
  const { LateMenu } = await fresh(name);
  return mountApp(LateMenu as Component, {
    props: { items, modal: false, class: 'ms-2' },
    slots: { default: button },
  });
}

test('until it is pressed there is the button alone, which says that it opens a menu', async () => {
  await mountMenu('alone');
  expect(trigger().getAttribute('aria-haspopup')).toBe('menu');
  expect(trigger().getAttribute('aria-expanded')).toBe('false');
  expect(trigger().className).toContain('ms-2');
  expect(trigger().id).toBe('');
  expect(itemNames()).toEqual([]);
});

test('the first press loads the menu and opens it, and the second closes it', async () => {
  await mountMenu('pressed');
  trigger().focus();
  trigger().click();
  await expect.poll(itemNames).toEqual(['Rename', 'Move']);
  expect(trigger().getAttribute('aria-expanded')).toBe('true');
  trigger().click();
  await expect.poll(itemNames).toEqual([]);
});

test('a key opens it on its first entry, and Escape returns the focus to the button', async () => {
  await mountMenu('key');
  trigger().focus();
  trigger().dispatchEvent(
    new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }),
  );
  await expect.poll(() => document.activeElement?.textContent.trim()).toBe('Rename');
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  await expect.poll(() => document.activeElement).toBe(trigger());
});

test('the first press opens a popover, which says so once', async () => {
  const { LatePopover } = await fresh('popover');
  const opened: boolean[] = [];
  await mountApp(LatePopover as Component, {
    props: { 'onUpdate:open': (isOpen: boolean) => opened.push(isOpen) },
    slots: { default: button, content: () => h('p', 'Within') },
  });
  trigger().click();
  await expect.poll(() => document.body.textContent).toContain('Within');
  expect(opened).toEqual([true]);
});

test('a button that is passed on as a slot opens it too', async () => {
  const { LateMenu } = await fresh('fragment');
  await mountApp(LateMenu as Component, {
    props: { items, modal: false },
    slots: { default: () => h(Fragment, [createCommentVNode('v-if'), button()]) },
  });
  trigger().click();
  await expect.poll(itemNames).toEqual(['Rename', 'Move']);
});
