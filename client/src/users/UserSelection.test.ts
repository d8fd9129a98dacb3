import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { RouterView } from 'vue-router';
import { previewOf } from '../../test/bulk-jobs';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { pageOf, person } from '../../test/people';
import { signedIn } from '../../test/sign-in';
import { useShortcuts } from '../lib/commands/useShortcuts';
import { userPolicies } from './state/user-cache';
import { userRoutes } from './users.routes';

beforeEach(() => {
  // jsdom computes no layout, and no row would be on screen.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});

const PEOPLE = [1, 2, 3, 4, 5, 6].map((n) => person(n));

/** The page as the frame has it, which runs commands by their keys. */
const WithKeys = defineComponent(() => {
  useShortcuts();
  return () => h(RouterView);
});

async function openUsers(
  own: Parameters<typeof pageOf>[1] = {},
  permissions?: Parameters<typeof signedIn>[0],
) {
  const server = new FakeServer(userPolicies);
  const { router } = await mountApp(WithKeys, {
    path: '/users',
    routes: userRoutes,
    session: await signedIn(permissions),
    provide: { [DefaultApolloClient]: server.client },
  });
  (await server.asked('Users')).answer(pageOf(PEOPLE, own));
  await vi.waitFor(() => expect(document.querySelectorAll('[data-user]')).toHaveLength(PEOPLE.length));
  return { server, router };
}

const link = (n: number) => document.querySelector<HTMLElement>(`[data-user="${person(n).id}"]`);
const box = (n: number) => document.querySelector<HTMLElement>(`[data-select="${person(n).id}"]`);
const headBox = () => document.querySelector<HTMLElement>('[aria-label="Select the loaded rows"]');
const chosen = () =>
  [...document.querySelectorAll('[role=row][aria-selected=true] [data-user]')]
    .map((row) => row.textContent?.trim().replace('Person ', ''))
    .join('');
const said = () =>
  [...document.querySelectorAll('[role=status].sr-only')].map((each) => each.textContent).join('');
const bar = () => document.querySelector('[data-bulk-bar]');
const loadedBar = () => vi.waitFor(() => bar() ?? Promise.reject(new Error('There is no bar.')));

function click(element: HTMLElement | null, init: MouseEventInit = {}): void {
  element?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
}

async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
  );
  await flushPromises();
}

describe('selecting users', () => {
  test('by their boxes opens nobody, says how many, and brings the bar', async () => {
    const { router } = await openUsers();
    expect(bar()).toBeNull();
    expect(box(2)?.getAttribute('aria-label')).toBe('Select Person 2');
    click(box(2));
    click(box(4));
    await flushPromises();
    expect(chosen()).toBe('24');
    expect(box(2)?.getAttribute('aria-checked')).toBe('true');
    expect(headBox()?.getAttribute('aria-checked')).toBe('mixed');
    expect(said()).toContain('2 selected');
    expect(router.currentRoute.value.path).toBe('/users');
    expect((await loadedBar()).textContent).toContain('2 selected');
    click(box(2));
    click(box(4));
    await vi.waitFor(() => expect(bar()).toBeNull());
  });

  test('with Shift takes the rows between, on the whole row', async () => {
    await openUsers();
    click(box(2));
    click(link(5), { shiftKey: true });
    await flushPromises();
    expect(chosen()).toBe('2345');
    click(link(3), { shiftKey: true });
    await flushPromises();
    expect(chosen()).toBe('23');
  });

  test('by keys alone: x, Shift with arrows, Ctrl+A twice, Escape', async () => {
    await openUsers({ totalCount: 12_480, pageInfo: { hasNextPage: true, endCursor: 'end' } });
    link(2)?.focus();
    await press('x');
    expect(chosen()).toBe('2');
    await press('ArrowDown', { shiftKey: true });
    await press('ArrowDown', { shiftKey: true });
    await vi.waitFor(() => expect(chosen()).toBe('234'));
    await press('ArrowUp', { shiftKey: true });
    await vi.waitFor(() => expect(chosen()).toBe('23'));
    await press('a', { ctrlKey: true });
    expect(chosen()).toBe('123456');
    expect(said()).toContain('6 selected');
    await press('a', { ctrlKey: true });
    await vi.waitFor(() => expect(said()).toContain('12,480 selected'));
    await press('Escape');
    expect(chosen()).toBe('');
    expect(said()).not.toContain('selected');
  });

  test('a long press does it without a keyboard, and then a tap', async () => {
    const { router } = await openUsers();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const touch = { bubbles: true, pointerType: 'touch', clientX: 5, clientY: 5 };
      link(3)?.dispatchEvent(new PointerEvent('pointerdown', touch));
      link(3)?.dispatchEvent(new PointerEvent('pointermove', { ...touch, clientX: 9 }));
      vi.advanceTimersByTime(600);
      link(3)?.dispatchEvent(new PointerEvent('pointerup', touch));
      link(3)?.dispatchEvent(new PointerEvent('click', { ...touch, cancelable: true }));
      await flushPromises();
      expect(chosen()).toBe('3');
      link(4)?.dispatchEvent(new PointerEvent('pointerdown', touch));
      link(4)?.dispatchEvent(new PointerEvent('pointerup', touch));
      link(4)?.dispatchEvent(new PointerEvent('click', { ...touch, cancelable: true }));
      await flushPromises();
      expect(chosen()).toBe('34');
      // Scrolling is no press.
      link(5)?.dispatchEvent(new PointerEvent('pointerdown', touch));
      link(5)?.dispatchEvent(new PointerEvent('pointermove', { ...touch, clientY: 80 }));
      vi.advanceTimersByTime(600);
      await flushPromises();
      expect(chosen()).toBe('34');
      expect(router.currentRoute.value.path).toBe('/users');
    } finally {
      vi.useRealTimers();
    }
  });

  test('outlives another order, and of all that match ends with another search', async () => {
    const { server, router } = await openUsers();
    click(box(2));
    await router.push('/users?order=DISPLAY_NAME:ASC');
    (await server.asked('Users', 2)).answer(pageOf([...PEOPLE].reverse()));
    await vi.waitFor(() => expect(chosen()).toBe('2'));
    await press('a', { ctrlKey: true });
    await press('a', { ctrlKey: true });
    await vi.waitFor(() => expect(said()).toContain('6 selected'));
    await router.push('/users?q=x');
    await flushPromises();
    expect(said()).not.toContain('selected');
  });

  test('counts selected users who left the list by the write of another user', async () => {
    const { server } = await openUsers();
    click(box(1));
    click(box(2));
    await loadedBar();
    const users = { __typename: 'UserConnection', totalCount: 5, totalCountIsCapped: false };
    const user = { ...person(2, { version: 2, status: 'DELETED' }), position: null };
    (await server.asked('UserChanged')).answer({
      userChanged: { __typename: 'UserChange', kind: 'DELETED', user, users },
    });
    await vi.waitFor(() => expect(bar()?.textContent).toContain('1 of them is not in this list.'));
    expect(said()).toContain('2 selected');
  });

  test('asks for the preview with the filter where all are selected', async () => {
    const { server } = await openUsers();
    await press('a', { ctrlKey: true });
    await press('a', { ctrlKey: true });
    await loadedBar();
    await press('d');
    const asked = await server.asked('BulkPreview');
    expect(asked.variables['input']).toEqual({ change: { kind: 'DEACTIVATE' }, where: {} });
    asked.answer(previewOf());
    await vi.waitFor(() =>
      expect(document.querySelector('[role=dialog]')?.textContent).toContain('3 people will change'),
    );
  });

  test('is not offered to somebody who could do nothing with it', async () => {
    await openUsers({}, { permissions: ['USERS_READ'] });
    expect(document.querySelector('[role=table] [role=checkbox]')).toBeNull();
    link(2)?.focus();
    await press('x');
    expect(chosen()).toBe('');
  });
});
