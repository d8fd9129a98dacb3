import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { RouterView } from 'vue-router';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { inFull, pageOf, person } from '../../test/people';
import { signedIn } from '../../test/sign-in';
import type { Session } from '../auth/session/session';
import { report } from '../lib/server/connection';
import { userPolicies } from './state/user-cache';
import { userRoutes } from './users.routes';

beforeEach(() => {
  // jsdom computes no layout, and no row would be on screen.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});

async function openUsers(path = '/users', session?: Session) {
  const server = new FakeServer(userPolicies);
  const { router } = await mountApp(RouterView, {
    path,
    routes: userRoutes,
    session,
    provide: { [DefaultApolloClient]: server.client },
  });
  return { server, router };
}

const names = () => [...document.querySelectorAll('[data-user]')].map((link) => link.textContent);
const heading = () => document.querySelector('h2')?.textContent;
const count = () => document.querySelector('h1 + [role="status"]')?.textContent;

const dialog = () => document.querySelector('[role=dialog]');

function button(text: string): HTMLElement {
  const found = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);
  if (!found) throw new Error(`There is no button "${text}".`);
  return found;
}

describe('the users page', () => {
  test('shows a skeleton until the list is there, and then the list', async () => {
    const { server } = await openUsers();
    expect(document.querySelector('[role="status"] .animate-pulse')).not.toBeNull();
    expect(count()).toBe('');
    (await server.asked('Users')).answer(pageOf([person(1), person(2)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 1', 'Person 2']));
    expect(count()).toBe('2 people');
    expect(document.querySelector('.animate-pulse')).toBeNull();
  });

  test('tells an empty directory from a search that finds nobody', async () => {
    const { server, router } = await openUsers();
    (await server.asked('Users')).answer(pageOf([]));
    await vi.waitFor(() => expect(heading()).toBe('No people yet'));

    await router.push('/users?q=x');
    (await server.asked('Users', 2)).answer(pageOf([]));
    await vi.waitFor(() => expect(heading()).toBe('No one matches “x”'));
    button('Clear search').click();
    await vi.waitFor(() => expect(heading()).toBe('No people yet'));
    // The list from before is still known.
    expect(server.names.filter((name) => name === 'Users')).toHaveLength(2);
  });

  test('offers a similar search, and what the bin holds, if a search finds nobody', async () => {
    const { server, router } = await openUsers('/users?q=hanah&department=Sales');
    (await server.asked('Users')).answer(pageOf([], { suggestion: 'hannah', binCount: 3 }));
    await vi.waitFor(() => expect(heading()).toBe('No one matches “hanah”'));
    expect(document.querySelector('h2 + p')?.textContent).toBe(
      'A filter may leave out who you are looking for: Sales.',
    );
    button('3 in the bin').click();
    await vi.waitFor(() =>
      expect(router.currentRoute.value.query).toEqual({
        q: 'hanah',
        department: ['Sales'],
        status: ['DELETED'],
      }),
    );
    (await server.asked('Users', 2)).answer(pageOf([person(1, { status: 'DELETED' })]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 1']));
    router.back();
    await vi.waitFor(() => expect(heading()).toBe('No one matches “hanah”'));
    button('Did you mean “hannah”?').click();
    expect((await server.asked('Users', 3)).variables).toMatchObject({ search: 'hannah' });
  });

  test('says that the list did not come, and tries again', async () => {
    const { server } = await openUsers();
    (await server.asked('Users')).fail();
    await vi.waitFor(() => expect(heading()).toBe('Can’t reach the server'));
    button('Try again').click();
    (await server.asked('Users', 2)).answer(pageOf([person(1)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 1']));
  });

  test('never shows a late answer to an earlier search', async () => {
    const { server, router } = await openUsers('/users?q=one');
    const first = await server.asked('Users');
    await router.push('/users?q=two');
    (await server.asked('Users', 2)).answer(pageOf([person(2)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 2']));
    first.answer(pageOf([person(1)]));
    await flushPromises();
    expect(names()).toEqual(['Person 2']);
  });

  test('asks for the next list before it draws anything for it', async () => {
    const { server, router } = await openUsers();
    (await server.asked('Users')).answer(pageOf([person(1)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 1']));
    const asked = () => server.names.filter((name) => name === 'Users').length;
    const seen: unknown[] = [];
    router.afterEach(() => seen.push([asked(), document.querySelector('[aria-busy=true]')]));
    await router.push('/users?q=one');
    expect(seen).toEqual([[2, null]]);
    expect(document.querySelector('[aria-busy=true]')).not.toBeNull();
  });

  test('asks for nothing when it is left', async () => {
    const { server, router } = await openUsers('/users?q=one');
    (await server.asked('Users')).answer(pageOf([person(1)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 1']));
    router.addRoute({ path: '/elsewhere', component: { render: () => 'Elsewhere' } });
    await router.push('/elsewhere');
    await vi.waitFor(() => expect(document.body.textContent).toContain('Elsewhere'));
    expect(server.names.filter((name) => name === 'Users')).toHaveLength(1);
  });

  test('keeps the rows and their number until the next list is there', async () => {
    const { server, router } = await openUsers();
    (await server.asked('Users')).answer(pageOf([person(1), person(2)]));
    await vi.waitFor(() => expect(names()).toHaveLength(2));
    await router.push('/users?q=two');
    await flushPromises();
    expect(names()).toEqual(['Person 1', 'Person 2']);
    expect(count()).toBe('2 people');
    expect(document.querySelector('[role="table"]')?.getAttribute('aria-busy')).toBe('true');
    (await server.asked('Users', 2)).answer(pageOf([person(2)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 2']));
    expect(count()).toBe('1 found');
  });

  test('loads the next page ahead of the end, once, and says so where it does not come', async () => {
    const { server } = await openUsers();
    const people = Array.from({ length: 30 }, (_, n) => person(n));
    const more = { hasNextPage: true, endCursor: 'the end' };
    (await server.asked('Users')).answer(pageOf(people, { pageInfo: more, totalCount: 31 }));
    const next = await server.asked('Users', 2);
    expect(next.variables).toMatchObject({ after: 'the end' });
    next.fail();
    await vi.waitFor(() => expect(heading()).toBe('Can’t reach the server'));
    expect(names().length).toBeGreaterThan(0);
    button('Try again').click();
    (await server.asked('Users', 3)).answer(pageOf([person(30)], { totalCount: 31 }));
    await vi.waitFor(() => expect(document.querySelector('[role="alert"]')).toBeNull());
  });

  test('follows the writes of others without asking', async () => {
    const { server } = await openUsers();
    (await server.asked('Users')).answer(pageOf([person(1), person(3)]));
    const news = await server.asked('UserChanged');
    await vi.waitFor(() => expect(names()).toHaveLength(2));
    const asked = server.names.length;
    const position = {
      __typename: 'UserPosition',
      cursor: 'between',
      previousId: person(1).id,
      nextId: person(3).id,
    };
    const users = { __typename: 'UserConnection', totalCount: 3, totalCountIsCapped: false };
    const user = { ...person(2), position };
    news.answer({ userChanged: { __typename: 'UserChange', kind: 'CREATED', user, users } });
    await vi.waitFor(() => expect(names()).toEqual(['Person 1', 'Person 2', 'Person 3']));
    expect(count()).toBe('3 people');
    expect(server.names).toHaveLength(asked);
  });

  test('reads the list again, down to what is on screen, where news may have been missed', async () => {
    const { server } = await openUsers();
    (await server.asked('Users')).answer(pageOf([person(1)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 1']));
    report.reconnected();
    (await server.asked('Users', 2)).answer(pageOf([person(2), person(1)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 2', 'Person 1']));
  });

  test('reads the list again once after a bulk job’s news, however often they come', async () => {
    const { server } = await openUsers();
    (await server.asked('Users')).answer(pageOf([person(1)]));
    const news = await server.asked('UserChanged');
    await vi.waitFor(() => expect(names()).toEqual(['Person 1']));
    const users = { __typename: 'UserConnection', totalCount: 1, totalCountIsCapped: false };
    for (let n = 0; n < 3; n += 1) {
      news.answer({
        userChanged: {
          __typename: 'UserChange',
          kind: 'MANY',
          user: { ...person(9), position: null },
          users,
        },
      });
    }
    (await server.asked('Users', 2)).answer(pageOf([person(2)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 2']));
    expect(server.names.filter((name) => name === 'Users')).toHaveLength(2);
  });

  test('reloads the list if news of a row contradicts its neighbours', async () => {
    const { server } = await openUsers();
    (await server.asked('Users')).answer(pageOf([person(1), person(2), person(3)]));
    const news = await server.asked('UserChanged');
    await vi.waitFor(() => expect(names()).toHaveLength(3));
    const position = {
      __typename: 'UserPosition',
      cursor: 'wrong',
      previousId: person(3).id,
      nextId: person(1).id,
    };
    const users = { __typename: 'UserConnection', totalCount: 3, totalCountIsCapped: false };
    const user = { ...person(2, { version: 2 }), position };
    news.answer({ userChanged: { __typename: 'UserChange', kind: 'UPDATED', user, users } });
    (await server.asked('Users', 2)).answer(pageOf([person(3), person(2, { version: 2 }), person(1)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 3', 'Person 2', 'Person 1']));
  });

  test('makes up for a write that arrived while a page was under way', async () => {
    const { server } = await openUsers();
    const page = await server.asked('Users');
    const news = await server.asked('UserChanged');
    const position = { __typename: 'UserPosition', cursor: 'first', previousId: null, nextId: person(1).id };
    const users = { __typename: 'UserConnection', totalCount: 2, totalCountIsCapped: false };
    const user = { ...person(2), position };
    news.answer({ userChanged: { __typename: 'UserChange', kind: 'CREATED', user, users } });
    await flushPromises();
    // Read before the write.
    page.answer(pageOf([person(1)]));
    await vi.waitFor(() => expect(names()).toEqual(['Person 2', 'Person 1']));
    expect(count()).toBe('2 people');
  });
});

describe('who may not do something', () => {
  const reader = () => signedIn({ permissions: ['USERS_READ'] });

  test('is offered no new user, by button, by key or on an empty page', async () => {
    const { server, router } = await openUsers('/users', await reader());
    (await server.asked('Users')).answer(pageOf([]));
    await vi.waitFor(() => expect(heading()).toBe('No people yet'));
    const buttons = [...document.querySelectorAll('button')].map(({ textContent }) => textContent).join();
    expect(buttons).not.toMatch(/new user|add/i);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
    await flushPromises();
    expect(router.currentRoute.value.name).toBe('users');
  });

  test('looks at a user without a form', async () => {
    const own = { viewerCanUpdate: false, viewerCanDelete: false, viewerCanChangeRoles: false };
    const { server } = await openUsers(`/users/${person(1).id}`, await reader());
    (await server.asked('Users')).answer(pageOf([person(1)]));
    (await server.asked('User')).answer({ user: person(1, own) });
    await vi.waitFor(() => expect(dialog()?.textContent).toContain('View only'));
    expect(dialog()?.textContent).toContain('person.1@example.org');
    expect(dialog()?.querySelector('input, [data-edit]')).toBeNull();
    expect(dialog()?.textContent).not.toMatch(/Delete|Deactivate/);
  });

  test('changes a user but for the roles, and reads why', async () => {
    const own = { viewerCanDelete: false, viewerCanChangeRoles: false };
    const { server } = await openUsers(`/users/${person(1).id}`);
    (await server.asked('Users')).answer(pageOf([person(1)]));
    (await server.asked('UserToEdit')).answer({ user: inFull(person(1, own)) });
    await vi.waitFor(() =>
      expect(dialog()?.textContent).toContain('You don’t have permission to change roles.'),
    );
    expect(dialog()?.querySelector('[data-field=roleIds] [data-edit]')).toBeNull();
    expect(dialog()?.querySelector('[data-field=title] [data-edit]')).not.toBeNull();
    expect(dialog()?.textContent).not.toContain('Delete');
  });

  test('reads that the list is not for them', async () => {
    const { server } = await openUsers();
    (await server.asked('Users')).refuse('FORBIDDEN');
    await vi.waitFor(() => expect(heading()).toBe('You don’t have access'));
    expect(() => button('Try again')).toThrow();
  });
});
