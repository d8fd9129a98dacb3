import { flushPromises } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { mountApp } from '../../test/mount-app';
import { entryOf, tabs } from '../../test/sign-in';
import { Session } from '../auth/session/session';
import type { Permission } from '../gql/graphql';
import WelcomePage from './WelcomePage.vue';

async function open(...given: Permission[][]) {
  let token = 0;
  const refresh = vi.fn(async () =>
    entryOf({ token: `token ${(token += 1)}`, permissions: given.shift() ?? [] }),
  );
  const session = new Session(refresh, tabs()());
  await session.begin();
  const { router } = await mountApp(WelcomePage, { path: '/welcome', session });
  return { refresh, router };
}

const text = () => document.body.textContent;
const check = () => document.querySelector<HTMLElement>('main button, button')?.click();

test('a person without a role is greeted by name, and reads what to do', async () => {
  const { refresh } = await open([]);
  expect(document.querySelector('h1')?.textContent).toBe('Welcome, Olga Owner');
  expect(text()).toContain('Ask the person who invited you');
  const links = [...document.querySelectorAll('a')].map((each) => each.getAttribute('href'));
  expect(links).toEqual(['/account/security', '/account/sessions']);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test('a role that was given meanwhile leads on, by one request', async () => {
  const { refresh, router } = await open([], [], ['USERS_READ']);
  check();
  await vi.waitFor(() => expect(text()).toContain('No role yet.'));
  expect(router.currentRoute.value.path).toBe('/welcome');
  check();
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/users'));
  expect(refresh).toHaveBeenCalledTimes(3);
});

test('who has a role that opens other pages is not sent to ask for one', async () => {
  await open(['AUDIT_READ']);
  await flushPromises();
  expect(text()).toContain('The menu has the pages that your roles open.');
  expect(text()).not.toContain('Ask the person');
});
