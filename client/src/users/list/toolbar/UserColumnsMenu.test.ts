import { beforeEach, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { mountApp } from '../../../../test/mount-app';
import UserColumnsMenu from './UserColumnsMenu.vue';

const kept = () =>
  (JSON.parse(localStorage.getItem('rollcall.layout') ?? '{}') as Record<string, unknown>)['columns'];
const USUAL = ['department', 'roles', 'status', 'lastSignIn', 'created', 'updated'];

const boxes = () => [...document.querySelectorAll<HTMLElement>('[role=checkbox]')];
const ticked = () => boxes().filter((box) => box.dataset['state'] === 'checked').length;
const handle = (column: string) =>
  document.querySelector<HTMLElement>(`[aria-label="Move ${column}"]`) ?? document.body;

beforeEach(async () => {
  const { wrapper } = await mountApp(UserColumnsMenu);
  await wrapper.get('button').trigger('click');
  await vi.waitUntil(() => boxes().length === 12);
});

test('shows and hides columns, which is kept on this device', async () => {
  expect(ticked()).toBe(USUAL.length);
  boxes()[2]?.click();
  await nextTick();
  expect(kept()).toEqual(['department', 'phone', ...USUAL.slice(1)]);
  boxes()[0]?.click();
  await nextTick();
  expect(kept()).toEqual(['phone', ...USUAL.slice(1)]);
});

test('moves a column by the arrow keys, which keeps the focus and is read out', async () => {
  handle('Status').focus();
  handle('Status').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
  await vi.waitFor(() => expect(document.activeElement).toBe(handle('Status')));
  expect(kept()).toEqual(['department', 'status', 'roles', 'lastSignIn', 'created', 'updated']);
  await vi.waitFor(() =>
    expect([...document.querySelectorAll('[role=status]')].map((each) => each.textContent)).toContain(
      'Status: 4 of 12',
    ),
  );
  handle('Department').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
  expect(kept()).toEqual(['department', 'status', 'roles', 'lastSignIn', 'created', 'updated']);
});

test('moves a column to where it is dragged', async () => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const at = [...document.querySelectorAll('li')].indexOf(this as HTMLLIElement);
    return { bottom: (at + 1) * 32 } as DOMRect;
  });
  handle('Updated').dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }));
  window.dispatchEvent(new MouseEvent('pointermove', { clientY: 10 }));
  window.dispatchEvent(new MouseEvent('pointerup'));
  window.dispatchEvent(new MouseEvent('pointermove', { clientY: 200 }));
  await nextTick();
  expect(kept()).toEqual(['updated', ...USUAL.slice(0, -1)]);
});

test('goes back to the usual columns', async () => {
  const reset = () =>
    [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent?.trim() === 'Reset columns',
    );
  expect(reset()?.disabled).toBe(true);
  boxes()[0]?.click();
  await nextTick();
  reset()?.click();
  await nextTick();
  expect(kept()).toBeUndefined();
  expect(ticked()).toBe(USUAL.length);
});
