import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { entryOf, noEntry, tabs } from '../../test/sign-in';
import { guardSession } from '../auth/session-guard';
import { Session } from '../auth/session';
import ConsoleFrame from './ConsoleFrame.vue';

const page = (text: string) => ({ render: () => text });
const routes = [
  { path: '/', redirect: '/users' },
  { path: '/users', component: page('the users') },
  { path: '/users/new', component: page('a new user'), meta: { needs: 'USERS_WRITE' as const } },
  { path: '/invitations', component: page('the invitations'), meta: { needs: 'USERS_WRITE' as const } },
  { path: '/account/security', component: page('the account') },
  { path: '/roles', component: page('the roles'), meta: { needs: 'ROLES_WRITE' as const } },
  { path: '/playground', component: page('the playground'), meta: { isOpen: true } },
  { path: '/sign-in', name: 'sign-in', component: page('the way in'), meta: { isPublic: true } },
];

async function start(entry = entryOf()) {
  const refresh = vi.fn(async () => entry);
  const session = new Session(refresh, tabs()());
  const server = new FakeServer({});
  const { router } = await mountApp(ConsoleFrame, {
    path: '/sign-in',
    routes,
    session,
    provide: { [DefaultApolloClient]: server.client },
  });
  guardSession(router, session);
  const go = async (path: string) => {
    await router.push(path);
    await flushPromises();
    return router.currentRoute.value.fullPath;
  };
  return { session, refresh, server, go, router };
}

const text = () => document.body.textContent;

describe('nobody', () => {
  test('is led to the way in, and from there to where they wanted to go', async () => {
    const { session, go, router } = await start(noEntry());
    expect(await go('/users?q=ada')).toBe('/sign-in?next=/users?q=ada');
    expect(document.querySelector('header nav')).toBeNull();
    await session.enter(async () => entryOf());
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/users?q=ada'));
    await vi.waitFor(() => expect(document.querySelector('header nav')).not.toBeNull());
  });
});

describe('a page that is open to all', () => {
  test('is shown to nobody too, with the way in beside it and no page that would lead there', async () => {
    const { session, go, router } = await start(noEntry());
    expect(await go('/playground')).toBe('/playground');
    expect(text()).toContain('the playground');
    expect(document.querySelector('header nav')).toBeNull();
    const link = [...document.querySelectorAll('header a')].find((each) =>
      each.textContent?.includes('Sign in'),
    );
    expect(link?.getAttribute('href')).toBe('/sign-in?next=/playground');

    await session.enter(async () => entryOf());
    await vi.waitFor(() => expect(document.querySelector('header nav')).not.toBeNull());
    await session.leave(async () => undefined);
    await flushPromises();
    expect(router.currentRoute.value.fullPath).toBe('/playground');
  });

  test.each([
    [false, true],
    [true, false],
  ])('is linked to unless the server marks that it has none (%s)', async (isMarked, isLinked) => {
    document.documentElement.toggleAttribute('data-no-playground', isMarked);
    const { go } = await start();
    await go('/users');
    expect(document.querySelector('header a[href="/playground"]') !== null).toBe(isLinked);
    document.documentElement.removeAttribute('data-no-playground');
  });
});

describe('whoever is signed in', () => {
  test('is not asked to sign in', async () => {
    const { go } = await start();
    expect(await go('/users')).toBe('/users');
    expect(await go('/sign-in')).toBe('/users');
  });

  test('is led by the header to the pages for which they have the permission', async () => {
    const links = () =>
      [...document.querySelectorAll('header nav a')].map((link) => link.textContent?.trim());
    const { go } = await start(entryOf({ permissions: ['USERS_READ'] }));
    await go('/users');
    expect(links()).toEqual(['Users']);
    expect(await go('/invitations')).toBe('/users');
  });

  test('comes to no dialog of which the permission is missing', async () => {
    const { go } = await start(entryOf({ permissions: ['USERS_READ'] }));
    expect(await go('/users/new')).toBe('/users');
  });

  test('finds their name, their address and the way out in the header', async () => {
    const { go, server, session, router } = await start();
    await go('/users');
    document.querySelector<HTMLElement>('[aria-label=Account]')?.click();
    await vi.waitFor(() => expect(text()).toContain('olga@example.org'));
    expect(text()).toContain('Olga Owner');
    const out = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].at(-1);
    expect(out?.textContent?.trim()).toBe('Sign out');
    out?.click();
    (await server.asked('SignOut')).answer({ signOut: { __typename: 'SignOutPayload', userErrors: [] } });
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/sign-in'));
    expect(session.viewer.value).toBeUndefined();
    expect(text()).not.toContain('the users');
  });

  test('reads that they are still signed in where the server did not hear of it', async () => {
    const { go, server, session } = await start();
    await go('/users');
    document.querySelector<HTMLElement>('[aria-label=Account]')?.click();
    await vi.waitFor(() => expect(document.querySelector('[role=menuitem]')).not.toBeNull());
    [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].at(-1)?.click();
    (await server.asked('SignOut')).fail();
    await vi.waitFor(() => expect(text()).toContain('You are still signed in'));
    expect(session.state.value).toBe('in');
  });
});

test('where a session ends, the page stays and the way in opens over it', async () => {
  const { go, session, refresh, server } = await start();
  await go('/users');
  refresh.mockImplementation(async () => noEntry());
  const waiting = session.access('token 1');
  await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull());
  expect(text()).toContain('the users');
  expect(document.querySelector<HTMLInputElement>('[role=dialog] [name=email]')?.value).toBe(
    'olga@example.org',
  );

  const password = document.querySelector<HTMLInputElement>('[role=dialog] [name=password]');
  if (password) password.value = 'correct horse';
  password?.dispatchEvent(new Event('input', { bubbles: true }));
  document
    .querySelector('[role=dialog] form')
    ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  (await server.asked('SignIn')).answer({ entry: entryOf({ token: 'token 2' }) });
  expect(await waiting).toBe('token 2');
  await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).toBeNull());
});

test('who loses what the page needs is led away from it, and told', async () => {
  const { go, refresh, session, router } = await start();
  await go('/users');
  expect(await go('/roles')).toBe('/roles');
  refresh.mockResolvedValue(entryOf({ token: 'token 2', permissions: ['USERS_READ'] }));
  await session.renew('token 1');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/users'));
  await vi.waitFor(() => expect(text()).toContain('You may not see that page any more.'));
});
