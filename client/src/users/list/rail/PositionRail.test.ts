import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, test, vi } from 'vitest';
import { RouterView } from 'vue-router';
import { FakeServer } from '../../../../test/fake-server';
import { mountApp } from '../../../../test/mount-app';
import { pageOf, person } from '../../../../test/people';
import { userPolicies } from '../../state/user-cache';
import { userRoutes } from '../../users.routes';

const TOTAL = 1_000_000;
const PAGE = 100;

beforeEach(() => {
  // jsdom computes no layout, and no row would be on screen.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});

const people = (from: number) => Array.from({ length: PAGE }, (_, n) => person(from + n));
const more = { totalCount: TOTAL, pageInfo: { hasNextPage: true, endCursor: 'the end' } };
const rail = () => document.querySelector<HTMLElement>('[role=slider]');
const press = (key: string) =>
  rail()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
const rowAt = (index: number) =>
  document.querySelector(`[role=row][aria-rowindex="${index + 2}"] [data-user]`);

async function openList(path = '/users?order=DISPLAY_NAME:ASC', total = TOTAL) {
  const server = new FakeServer(userPolicies);
  await mountApp(RouterView, { path, routes: userRoutes, provide: { [DefaultApolloClient]: server.client } });
  (await server.asked('Users')).answer(pageOf(people(0), { ...more, totalCount: total }));
  await vi.waitFor(() => expect(rowAt(0)?.textContent).toBe('Person 0'));
  return server;
}

/** Every hundredth of the list, from A to Z. */
const landmarks = Array.from({ length: 101 }, (_, n) => ({
  __typename: 'UserLandmark',
  index: n * 10_000,
  cursor: `at ${n}`,
  key: ` ${String.fromCharCode(97 + Math.floor(n / 4))}. `,
}));

test('a key goes to the middle of a million by one request, and says where it is on the way', async () => {
  const server = await openList();
  rail()?.dispatchEvent(new FocusEvent('focus'));
  (await server.asked('UserLandmarks')).answer({ userLandmarks: landmarks });
  await vi.waitFor(() => expect(rail()?.getAttribute('aria-valuetext')).toBe('1 of 1,000,000: A'));
  for (let step = 0; step < 4; step += 1) press('PageDown');
  await flushPromises();
  expect(rail()?.getAttribute('aria-valuetext')).toBe('400,001 of 1,000,000: K');
  expect(rowAt(0)?.textContent).toBe('Person 0');
  const jump = await server.asked('Users', 2);
  expect(jump.variables).toMatchObject({ first: PAGE, after: 'at 40' });
  jump.answer(pageOf(people(400_000), more));
  await vi.waitFor(() => expect(rowAt(400_000)?.textContent).toBe('Person 400000'));
  await vi.waitFor(() => expect(rail()?.getAttribute('aria-valuenow')).toBe('400001'));
  await flushPromises();
  expect(server.names.filter((name) => name === 'Users')).toHaveLength(2);
  // Browsers draw nothing taller.
  const rows = document.querySelector<HTMLElement>('[role=rowgroup].relative');
  expect(parseInt(rows?.style.height ?? '', 10)).toBeLessThan(17_000_000);
});

test('End reads the last page from the end, and Home is back at the first row', async () => {
  const server = await openList();
  rail()?.dispatchEvent(new FocusEvent('focus'));
  (await server.asked('UserLandmarks')).answer({ userLandmarks: landmarks });
  await vi.waitFor(() => expect(rail()?.getAttribute('aria-valuetext')).toBe('1 of 1,000,000: A'));
  press('End');
  const end = await server.asked('Users', 2);
  expect(end.variables).toMatchObject({ last: PAGE });
  const pageInfo = { hasNextPage: false, endCursor: null };
  end.answer(pageOf(people(TOTAL - PAGE), { ...more, pageInfo }));
  await vi.waitFor(() => expect(rowAt(TOTAL - 1)?.textContent).toBe(`Person ${TOTAL - 1}`));
  press('Home');
  const home = await server.asked('Users', 3);
  expect(home.variables).toMatchObject({ first: PAGE });
  expect(home.variables['after']).toBeFalsy();
});

test('goes nowhere without landmarks: each page on the way would be read', async () => {
  const server = await openList();
  rail()?.dispatchEvent(new FocusEvent('focus'));
  (await server.asked('UserLandmarks')).answer({ userLandmarks: [] });
  press('PageDown');
  await vi.waitFor(() => expect(rail()?.getAttribute('aria-valuenow')).toBe('1'));
  expect(server.names.filter((name) => name === 'Users')).toHaveLength(1);
});

test.each([
  ['/users?department=Sales', TOTAL],
  ['/users', 1_000],
])('is not there for %s with %i people', async (path, total) => {
  await openList(path, total);
  expect(rail()).toBeNull();
});
