import { mount } from '@vue/test-utils';
import { beforeEach, expect, test, vi } from 'vitest';
import { h, nextTick } from 'vue';
import { commands, useCommands } from './useCommands';
import { singleKeys, useShortcuts } from './useShortcuts';

const create = vi.fn();
const palette = vi.fn();
const group = 'Users';

const page = {
  setup() {
    useShortcuts();
    useCommands(() => [
      { id: 'new', label: 'New', group, keys: ['n'], run: create },
      { id: 'palette', label: 'Commands', group, keys: ['mod+k'], run: palette },
      { id: 'rows', label: 'Rows', group, keys: ['j'] },
    ]);
    return () => h('div', [h('input'), h('button')]);
  },
};

const press = (element: Element, key: string, more: KeyboardEventInit = {}) =>
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));

beforeEach(() => {
  vi.clearAllMocks();
  singleKeys.value = true;
});

test('a key runs its command, and nothing else comes of it', () => {
  const wrapper = mount(page, { attachTo: document.body });
  expect(press(wrapper.get('button').element, 'n')).toBe(false);
  expect(create).toHaveBeenCalledOnce();
});

test('a letter typed into a field stays a letter, and a combination works there too', () => {
  const wrapper = mount(page, { attachTo: document.body });
  const input = wrapper.get('input').element;
  press(input, 'n');
  press(input, 'k', { ctrlKey: true });
  expect(create).not.toHaveBeenCalled();
  expect(palette).toHaveBeenCalledOnce();
});

test('letters are out of action under an open dialog', () => {
  const wrapper = mount(page, { attachTo: document.body });
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog" data-state="open" id="over"></div>');
  press(wrapper.get('button').element, 'n');
  document.querySelector('#over')?.remove();
  expect(create).not.toHaveBeenCalled();
});

test('letters can be switched off, and combinations stay', async () => {
  const wrapper = mount(page, { attachTo: document.body });
  singleKeys.value = false;
  await nextTick();
  press(wrapper.get('button').element, 'n');
  press(wrapper.get('button').element, 'k', { ctrlKey: true });
  expect(create).not.toHaveBeenCalled();
  expect(palette).toHaveBeenCalledOnce();
});

test('commands are on offer for as long as their page is there', () => {
  const wrapper = mount(page);
  expect(commands.value.map(({ id }) => id)).toEqual(['new', 'palette', 'rows']);
  wrapper.unmount();
  expect(commands.value).toEqual([]);
});
