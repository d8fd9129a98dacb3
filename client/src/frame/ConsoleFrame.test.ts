import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { entryOf, noEntry, tabs } from '../../test/sign-in';
import { onScreen } from '../../test/screen-width';
import { guardSession } from '../auth/session/session-guard';
import { Session } from '../auth/session/session';
import ConsoleFrame from './ConsoleFrame.vue';

const page = (text: string) => ({ render: () => text });
const routes = [
  { path: '/', redirect: '/users' },
  { path: '/home', component: page('the home'), meta: { needs: 'USERS_READ' as const } },
  { path: '/users', component: page('the users'), meta: { needs: 'USERS_READ' as const } },
  { path: '/users/new', component: page('a new user'), meta: { needs: 'USERS_WRITE' as const } },
  { path: '/users/bin', component: page('the bin'), meta: { needs: 'USERS_DELETE' as const } },
  { path: '/jobs', component: page('the jobs'), meta: { needs: 'USERS_WRITE' as const } },
  { path: '/invitations', component: page('the invitations'), meta: { needs: 'USERS_WRITE' as const } },
  { path: '/account/profile', component: page('the account') },
  { path: '/welcome', component: page('the welcome') },
  { path: '/roles', component: page('the roles'), meta: { needs: 'ROLES_WRITE' as const } },
  { path: '/playground', component: page('the playground'), meta: { isOpen: true } },
  { path: '/sign-in', name: 'sign-in', component: page('the sign-in page'), meta: { isPublic: true } },
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
const links = () => [...document.querySelectorAll('nav .nav-link')].map((link) => link.textContent?.trim());

beforeEach(() => {
  document.body.innerHTML = '<aside id="overlays"></aside>';
  onScreen(1280);
});

describe('nobody', () => {
  test('is led to the sign-in page, and from there to where they wanted to go', async () => {
    const { session, go, router } = await start(noEntry());
    expect(await go('/users?q=ada')).toBe('/sign-in?next=/users?q=ada');
    expect(document.querySelector('header nav')).toBeNull();
    await session.enter(async () => entryOf());
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/users?q=ada'));
    await vi.waitFor(() => expect(document.querySelector('header nav')).not.toBeNull());
  });
});

describe('a page that is open to all', () => {
  test('is shown to nobody too, with a link to sign in and to no page that would lead there', async () => {
    const { session, go, router } = await start(noEntry());
    expect(await go('/playground')).toBe('/playground');
    expect(text()).toContain('the playground');
    expect(links()).toEqual(['Playground']);
    document.querySelector<HTMLElement>('header button[aria-haspopup=menu]')?.click();
    const link = await vi.waitFor(() => {
      const found = [...document.querySelectorAll('a[role=menuitem]')].find((each) =>
        each.textContent?.includes('Sign in'),
      );
      if (!found) throw new Error('There is no link to sign in.');
      return found;
    });
    expect(link.getAttribute('href')).toBe('/sign-in?next=/playground');

    await session.enter(async () => entryOf());
    await vi.waitFor(() => expect(links()).toContain('People'));
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

describe('the documentation', () => {
  test.each([
    [true, '/docs/'],
    [false, undefined],
  ])('is linked to from the menu if the server marks that it has it (%s)', async (isMarked, address) => {
    document.documentElement.toggleAttribute('data-docs', isMarked);
    const { go } = await start();
    await go('/users');
    document.querySelector<HTMLElement>('header button[aria-haspopup=menu]')?.click();
    const items = await vi.waitFor(() => {
      const found = [...document.querySelectorAll('[role=menuitem]')];
      expect(found.map((each) => each.textContent?.trim())).toContain('Keyboard shortcuts?');
      return found;
    });
    const item = items.find((each) => each.textContent?.includes('Documentation'));
    expect(item?.getAttribute('href') ?? undefined).toBe(address);
    document.documentElement.removeAttribute('data-docs');
  });
});

describe('the user who is signed in', () => {
  test('is not asked to sign in', async () => {
    const { go } = await start();
    expect(await go('/users')).toBe('/users');
    expect(await go('/sign-in')).toBe('/users');
  });

  test('is led by the side bar to the pages for which they have the permission', async () => {
    const { go } = await start(entryOf({ permissions: ['USERS_READ'] }));
    await go('/users');
    expect(links()).toEqual(['Home', 'People', 'Playground', 'Account']);
    expect(await go('/invitations')).toBe('/users');
  });

  test('comes to no dialog of which the permission is missing', async () => {
    const { go } = await start(entryOf({ permissions: ['USERS_READ'] }));
    expect(await go('/users/new')).toBe('/users');
  });

  test('finds their name, their address and the way out in one menu', async () => {
    const { go, server, session, router } = await start();
    await go('/users');
    document.querySelector<HTMLElement>('header button[aria-haspopup=menu]')?.click();
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
    document.querySelector<HTMLElement>('header button[aria-haspopup=menu]')?.click();
    await vi.waitFor(() => expect(document.querySelector('[role=menuitem]')).not.toBeNull());
    [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].at(-1)?.click();
    (await server.asked('SignOut')).fail();
    await vi.waitFor(() => expect(text()).toContain('You’re still signed in'));
    expect(session.state.value).toBe('in');
  });
});

test('where a session ends, the page stays and the sign-in page opens over it', async () => {
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

test('a user who loses the permission of the page leaves it with a notice', async () => {
  const { go, refresh, session, router } = await start();
  await go('/users');
  expect(await go('/roles')).toBe('/roles');
  refresh.mockResolvedValue(entryOf({ token: 'token 2', permissions: ['USERS_READ'] }));
  await session.renew('token 1');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/users'));
  await vi.waitFor(() => expect(text()).toContain('You no longer have access to that page.'));
});

test('who may see nobody is led to the page that greets them, from every address that needs more', async () => {
  const { go } = await start(entryOf({ permissions: [] }));
  for (const path of ['/', '/users', '/users?q=ada', '/roles']) {
    await go('/playground');
    expect(await go(path), path).toBe('/welcome');
  }
  expect(links()).not.toContain('People');
});

describe('the side bar', () => {
  const bar = () => document.querySelector('header');

  test('marks the page that is on screen, and a page below it too', async () => {
    const { go } = await start();
    const marked = () => document.querySelector('nav a[aria-current=page]')?.textContent?.trim();
    await go('/users');
    expect(marked()).toBe('People');
    await go('/users/new');
    expect(marked()).toBe('People');
    await go('/account/profile');
    expect(marked()).toBe('Account');
  });

  test('is folded to a rail of named pictures, stays so at the next visit, and [ unfolds it', async () => {
    const { go } = await start();
    await go('/users');
    document.querySelector<HTMLElement>('[aria-label="Collapse side bar"]')?.click();
    await flushPromises();
    expect(links().join('')).toBe('');
    expect(document.querySelector('nav a')?.getAttribute('aria-label')).toBe('Home');
    expect(localStorage.getItem('rollcall.sideBarIsRail')).toBe('true');
    window.dispatchEvent(new KeyboardEvent('keydown', { key: '[', bubbles: true }));
    await flushPromises();
    expect(links()).toContain('People');
  });

  test('is a rail on a tablet, where there is no room for more and nothing to choose', async () => {
    onScreen(800);
    const { go } = await start();
    await go('/users');
    expect(document.querySelector('nav a')?.getAttribute('aria-label')).toBe('Home');
    expect(document.querySelector('[aria-label="Expand side bar"]')).toBeNull();
  });

  test('opens from a button on a phone, and goes when a page was chosen', async () => {
    onScreen(360);
    const { go, router } = await start();
    await go('/users');
    expect(bar()?.querySelector('nav')).toBeNull();
    document.querySelector<HTMLElement>('[aria-label=Menu]')?.click();
    await vi.waitFor(() => expect(document.querySelector('[role=dialog] nav')).not.toBeNull());
    document.querySelector<HTMLElement>('[role=dialog] nav a[href="/roles"]')?.click();
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/roles'));
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).toBeNull());
  });
});
