import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { entry } from '../../../test/audit-entries';
import {
  edit,
  EVERYTHING,
  field,
  input,
  onWideScreen,
  open,
  openBesideList,
  panel,
  press,
  shown,
} from '../../../test/open-user';
import { inFull, pageOf, person } from '../../../test/people';
import { onScreen, resizeTo } from '../../../test/screen-width';
import { signedIn } from '../../../test/sign-in';
import { commands } from '../../lib/commands/useCommands';

beforeEach(onWideScreen);

const tab = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('[role=tab]')].find((each) => each.textContent?.trim() === name);

describe('where a user is shown', () => {
  test.each([
    [1280, 'panel', 'ASIDE'],
    [1279, 'drawer', 'DIV'],
  ])('on a screen of %i pixels: in a %s', async (width, name, element) => {
    onScreen(width);
    await openBesideList();
    expect(panel()?.dataset['detail']).toBe(name);
    expect(panel()?.tagName).toBe(element);
    // The list below a drawer is out of reach, beside a panel it is not.
    expect(document.querySelector('[role=dialog]') !== null).toBe(name === 'drawer');
  });

  test('at its own address: as a page, without a list, in one request', async () => {
    const { server } = await open(`/users/${person(2).id}/page`);
    (await server.asked('UserInFull')).answer({ user: inFull(person(2)) });
    await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toContain('Person 2'));
    expect(panel()?.dataset['detail']).toBe('page');
    expect(server.names).not.toContain('Users');
  });

  test('at once from the row of the list', async () => {
    const { server } = await open();
    (await server.asked('Users')).answer(pageOf([person(2, { title: 'Countess' })]));
    await vi.waitFor(() => expect(panel()?.textContent).toContain('person.2@example.org'));
    expect(panel()?.textContent).toContain('Countess');
  });
});

describe('a link that is shown once', () => {
  const dialog = () =>
    [...document.querySelectorAll('[role=dialog]')].find((each) => each.textContent?.includes('Copy'));

  test.each([
    ['panel', 1280, 1279],
    ['drawer', 1279, 1280],
  ])(
    'stays if the window gets another width over a %s, which changes afterwards',
    async (before, from, to) => {
      onScreen(from);
      const { server } = await openBesideList();
      tab('Sign-in')?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
      const send = await vi.waitFor(() => {
        const found = [...(panel()?.querySelectorAll('button') ?? [])].find((each) =>
          each.textContent?.includes('reset'),
        );
        if (!found) throw new Error('There is no button.');
        return found;
      });
      send.click();
      const answer = { __typename: 'SendPasswordResetPayload', delivery: 'LINK', userErrors: [] };
      const link = 'https://example.org/reset?token=once';
      (await server.asked('SendPasswordReset')).answer({ answer: { ...answer, link } });
      const shownLink = () => dialog()?.querySelector('input')?.value;
      await vi.waitFor(() => expect(shownLink()).toBe(link));
      resizeTo(to);
      await flushPromises();
      expect(shownLink()).toBe(link);
      expect(panel()?.dataset['detail']).toBe(before);
      dialog()?.querySelector<HTMLElement>('button:has(+ [data-copy])')?.click();
      const after = before === 'panel' ? 'drawer' : 'panel';
      await vi.waitFor(() => expect(panel()?.dataset['detail']).toBe(after));
    },
  );
});

describe('the panel', () => {
  test('is as wide as it was made, within bounds, and remembers it', async () => {
    await openBesideList();
    const bar = panel()?.querySelector('[role=separator]') ?? null;
    expect(panel()?.style.width).toBe('480px');
    press('ArrowLeft', bar);
    await flushPromises();
    expect(panel()?.style.width).toBe('500px');
    expect(document.documentElement.style.getPropertyValue('--detail-width')).toBe('500px');
    for (let step = 0; step < 20; step += 1) press('ArrowLeft', bar);
    await flushPromises();
    expect(bar?.getAttribute('aria-valuenow')).toBe('640');
    for (let step = 0; step < 30; step += 1) press('ArrowRight', bar);
    await flushPromises();
    expect(bar?.getAttribute('aria-valuenow')).toBe('420');
    await openBesideList();
    expect(panel()?.style.width).toBe('420px');
  });

  test('walks through the list with its buttons and with j and k, and says where it is', async () => {
    const { router } = await openBesideList();
    const place = () => panel()?.querySelector('[data-place]')?.textContent;
    const here = () => router.currentRoute.value.params['id'];
    expect(place()).toBe('2 of 3');
    panel()?.querySelector<HTMLElement>('[aria-label="Next user"]')?.click();
    await vi.waitFor(() => expect(here()).toBe(person(3).id));
    expect(place()).toBe('3 of 3');
    expect(panel()?.querySelector('[aria-label="Next user"]')?.hasAttribute('disabled')).toBe(true);
    press('k');
    await vi.waitFor(() => expect(here()).toBe(person(2).id));
    press('j');
    await vi.waitFor(() => expect(here()).toBe(person(3).id));
  });

  test.each([
    ['in it', panel],
    ['nowhere, as after a press on plain text', () => document.body],
  ])('closes with Escape if the focus is %s', async (_name, target) => {
    const { router } = await openBesideList();
    press('Escape', target());
    await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('users'));
    expect(panel()).toBeNull();
    expect(document.documentElement.style.getPropertyValue('--detail-width')).toBe('');
  });

  test('asks before what was typed gets lost, also on the way to the next user', async () => {
    const { server, router } = await openBesideList();
    await edit('title', 'Countess');
    press('Enter', input('title'));
    (await server.asked('UpdateUser')).fail();
    await vi.waitFor(() => expect(field('title')?.textContent).toContain('Not saved'));
    panel()?.querySelector<HTMLElement>('[aria-label="Next user"]')?.click();
    await vi.waitFor(() => expect(panel()?.textContent).toContain('Discard your changes?'));
    expect(router.currentRoute.value.params['id']).toBe(person(2).id);
  });
});

describe('the tabs', () => {
  test('have addresses of their own and ask for nothing more', async () => {
    const { server, router } = await openBesideList();
    const asked = () => server.names.filter((name) => !name.startsWith('UserActivity'));
    const before = asked();
    for (const name of ['Access', 'Sign-in', 'Sessions', 'Activity', 'Data']) {
      tab(name)?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
      const at = `/users/${person(2).id}/${name.toLowerCase()}`;
      await vi.waitFor(() => expect(router.currentRoute.value.path).toBe(at));
      await vi.waitFor(() => expect(tab(name)?.getAttribute('aria-selected')).toBe('true'));
    }
    await flushPromises();
    expect(asked()).toEqual(before);
    expect(panel()?.querySelector('pre')?.textContent).toContain('"email": "person.2@example.org"');
  });

  test('keep what was typed', async () => {
    const { router } = await openBesideList();
    const title = () => input('title');
    await edit('title', 'Countess');
    await router.push(`/users/${person(2).id}/access`);
    await vi.waitFor(() => expect(title()).toBeFalsy());
    await router.push(`/users/${person(2).id}`);
    await vi.waitFor(() => expect(title()?.value).toBe('Countess'));
  });

  test('are only those that the viewer may see something in', async () => {
    const { server } = await open(undefined, await signedIn({ permissions: ['USERS_READ'] }));
    const own = { viewerCanUpdate: false, viewerCanDelete: false, viewerCanChangeRoles: false };
    (await server.asked('User')).answer({ user: person(2, own) });
    await vi.waitFor(() => expect(document.querySelectorAll('[role=tab]')).toHaveLength(3));
    expect([...document.querySelectorAll('[role=tab]')].map((each) => each.textContent?.trim())).toEqual([
      'Overview',
      'Access',
      'Data',
    ]);
  });

  test('show new activity as it comes over the socket', async () => {
    const { server, router } = await openBesideList();
    await router.push(`/users/${person(2).id}/activity`);
    const news = await server.asked('UserActivityInFull');
    const nodes = [entry(1)];
    const trail = { ...inFull(person(2)).auditEntries, nodes, totalCount: 1 };
    news.answer({
      userActivity: {
        __typename: 'UserActivity',
        editors: [],
        user: { ...inFull(person(2)), auditEntries: trail },
      },
    });
    await vi.waitFor(() => expect(document.querySelectorAll('[data-entry]')).toHaveLength(1));
    expect(server.names).not.toContain('AuditEntries');
  });
});

test('who else edits the user is said', async () => {
  const { server } = await openBesideList();
  const activity = await server.asked('UserActivity');
  expect(activity.variables).toEqual({ id: person(2).id, isEditing: false, since: 0 });
  const lena = { __typename: 'User', id: 'lena', displayName: 'Lena' };
  const editor = { __typename: 'UserEditor', isOwn: false, user: lena };
  activity.answer({ userActivity: { __typename: 'UserActivity', editors: [editor] } });
  const note = () => panel()?.querySelector('[data-editors]')?.textContent;
  await vi.waitFor(() => expect(note()).toContain('Lena is editing'));
  activity.answer({ userActivity: { __typename: 'UserActivity', editors: [] } });
  await vi.waitFor(() => expect(note()?.trim()).toBe(''));
});

test('to oneself, neither the menu of the panel, nor the palette, nor a key offers what would be refused', async () => {
  const own = person(2);
  const session = await signedIn({ id: own.id, permissions: EVERYTHING });
  const { server, router } = await open(`/users/${own.id}`, session);
  (await server.asked('Users')).answer(pageOf([person(1), own, person(3)]));
  (await server.asked('UserInFull')).answer({ user: inFull(own) });
  await vi.waitFor(() => expect(tab('Overview')).toBeDefined());
  panel()?.querySelector<HTMLElement>('[aria-label="Actions"]')?.click();
  const items = () =>
    [...document.querySelectorAll('[role=menuitem]')].map((each) => each.textContent?.trim());
  await vi.waitFor(() => expect(items()).toEqual(['Your account', 'Copy ID']));

  const row = document.querySelector<HTMLElement>(`[data-user="${own.id}"]`);
  row?.focus();
  await flushPromises();
  const offered = commands.value.filter(({ group }) => group === own.displayName).map(({ id }) => id);
  expect(offered).toEqual(['open', 'edit', 'account', 'copyEmail', 'copyId'].map((id) => `users.row.${id}`));
  for (const key of ['d', '#', 'i']) press(key, row);
  await flushPromises();
  expect(server.names.filter((name) => /Deactivate|Delete|Invite/.test(name))).toEqual([]);
  expect(router.currentRoute.value.params['id']).toBe(own.id);
});

test('a walk reads the next user ahead, when the browser is idle', async () => {
  const idles: IdleRequestCallback[] = [];
  vi.stubGlobal('requestIdleCallback', (run: IdleRequestCallback) => idles.push(run));
  const { server, router } = await open(`/users/${person(1).id}`);
  (await server.asked('Users')).answer(pageOf([person(1), person(2), person(3)]));
  (await server.asked('UserInFull')).answer({ user: inFull(person(1)) });
  await vi.waitFor(() => expect(panel()?.querySelector('[data-place]')?.textContent).toBe('1 of 3'));
  expect(idles).toEqual([]);
  press('j');
  (await server.asked('UserInFull', 2)).answer({ user: inFull(person(2)) });
  expect(idles).toHaveLength(1);
  idles[0]?.({ didTimeout: false, timeRemaining: () => 1 });
  const ahead = await server.asked('UserInFull', 3);
  expect(ahead.variables).toEqual({ id: person(3).id });
  ahead.answer({ user: inFull(person(3)) });
  await flushPromises();
  press('j');
  await vi.waitFor(() => expect(router.currentRoute.value.params['id']).toBe(person(3).id));
  await vi.waitFor(() => expect(shown('email')?.textContent).toContain('person.3@example.org'));
  expect(server.names.filter((name) => name === 'UserInFull')).toHaveLength(3);
});

test('the keys that walk work in the drawer too, and those of the page below do not', async () => {
  onScreen(1000);
  const { router } = await openBesideList();
  const drawer = document.querySelector('[role=dialog]');
  press('n', drawer);
  press('j', drawer);
  await vi.waitFor(() => expect(router.currentRoute.value.params['id']).toBe(person(3).id));
  expect(router.currentRoute.value.name).toBe('user');
});
