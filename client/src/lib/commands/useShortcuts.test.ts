import { mount } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { h, nextTick } from 'vue';
import { commands, useCommands } from './useCommands';
import { singleKeys, useShortcuts } from './useShortcuts';

const create = vi.fn();
const palette = vi.fn();
const go = vi.fn();
const act = vi.fn();
let isAtRow = false;
const group = 'Users';

const page = {
  setup() {
    useShortcuts();
    useCommands(() => [
      { id: 'new', label: 'New', group, keys: ['n'], run: create },
      { id: 'palette', label: 'Commands', group, keys: ['mod+k'], run: palette },
      { id: 'rows', label: 'Rows', group, keys: ['j'] },
      { id: 'go', label: 'People', group, keys: ['g p'], run: go },
      { id: 'row', label: 'Delete', group, keys: ['#'], areKeysLive: () => isAtRow, run: act },
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
  expect(commands.value.map(({ id }) => id)).toEqual(['new', 'palette', 'rows', 'go', 'row']);
  wrapper.unmount();
  expect(commands.value).toEqual([]);
});

describe('two keys, one after the other', () => {
  const mounted = () => mount(page, { attachTo: document.body }).get('button').element;

  test('run their command, and either alone does not', () => {
    const button = mounted();
    press(button, 'p');
    press(button, 'g');
    expect(go).not.toHaveBeenCalled();
    press(button, 'p');
    expect(go).toHaveBeenCalledOnce();
    press(button, 'p');
    expect(go).toHaveBeenCalledOnce();
  });

  test('are two presses that belong together: another key or a long wait ends them', () => {
    const button = mounted();
    for (const key of ['g', 'x', 'p']) press(button, key);
    press(button, 'g');
    const late = new KeyboardEvent('keydown', { key: 'p', bubbles: true });
    Object.defineProperty(late, 'timeStamp', { value: late.timeStamp + 60_000 });
    button.dispatchEvent(late);
    expect(go).not.toHaveBeenCalled();
  });

  test('are letters alone, which can be switched off', async () => {
    const button = mounted();
    singleKeys.value = false;
    await nextTick();
    press(button, 'g');
    press(button, 'p');
    expect(go).not.toHaveBeenCalled();
  });
});

test('a key is out of action for as long as its command says so', () => {
  const button = mount(page, { attachTo: document.body }).get('button').element;
  isAtRow = false;
  press(button, '#');
  expect(act).not.toHaveBeenCalled();
  isAtRow = true;
  press(button, '#');
  expect(act).toHaveBeenCalledOnce();
});
