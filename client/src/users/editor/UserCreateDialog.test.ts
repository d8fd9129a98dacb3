import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { RouterView } from 'vue-router';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { pageOf, person } from '../../../test/people';
import { userPolicies } from '../state/user-cache';
import { userRoutes } from '../users.routes';

const LINK = 'https://people.example.org/accept#secret';

beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});

const role = (id: string, viewerCanGive = true) => ({
  __typename: 'Role',
  id,
  name: `Role ${id}`,
  description: null,
  permissions: [],
  viewerCanGive,
});

async function open() {
  const server = new FakeServer(userPolicies);
  const { router } = await mountApp(RouterView, {
    path: '/users/new',
    routes: userRoutes,
    provide: { [DefaultApolloClient]: server.client },
  });
  (await server.asked('Users')).answer(pageOf([person(1)]));
  (await server.asked('Roles')).answer({ roles: [role('a'), role('b'), role('c', false)] });
  await vi.waitFor(() => expect(roles()).toHaveLength(3));
  return { server, router };
}

const dialogs = () => [...document.querySelectorAll('[role=dialog]')];
const roles = () => [...document.querySelectorAll<HTMLElement>('[role=dialog] fieldset [role=checkbox]')];
const chosen = () => roles().map((each) => each.getAttribute('aria-checked') === 'true');

function button(text: string): HTMLElement {
  const found = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);
  if (!found) throw new Error(`There is no button "${text}".`);
  return found;
}

function type(name: string, text: string): void {
  const input = document.querySelector<HTMLInputElement>(`input[name=${name}]`);
  if (!input) throw new Error(`There is no field "${name}".`);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

async function create(server: FakeServer, invitationLink: string | null, times = 1) {
  type('email', 'ivy@example.org');
  type('displayName', 'Ivy');
  await flushPromises();
  document
    .querySelector('[role=dialog] form')
    ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  const asked = await server.asked('CreateUser', times);
  const user = { ...person(2, { displayName: 'Ivy' }), position: null };
  const { users } = pageOf([person(1)]);
  asked.answer({ write: { user, users, userErrors: [], emailHolder: null, invitationLink } });
  await flushPromises();
  return asked;
}

describe('a new user', () => {
  test('is given roles that are seen at once, and the next one is offered the same', async () => {
    const first = await open();
    expect(roles().every((each) => !each.closest('[data-state=closed]'))).toBe(true);
    expect(chosen()).toEqual([false, false, false]);
    roles()[1]?.click();
    await flushPromises();
    const asked = await create(first.server, null);
    expect(asked.variables).toMatchObject({ input: { roleIds: ['b'] } });
    await vi.waitFor(() => expect(first.router.currentRoute.value.name).toBe('users'));

    const { router } = await open();
    await vi.waitFor(() => expect(chosen()).toEqual([false, true, false]));
    // It is how the form begins: nothing is thrown away.
    button('Cancel').click();
    await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('users'));
  });

  test('who is invited where no mail is sent turns the dialog into the link, which the first button copies', async () => {
    // jsdom has neither this nor the clipboard.
    const copied: unknown[] = [];
    const execCommand = () =>
      copied.push(document.querySelector<HTMLTextAreaElement>('body > textarea')?.value);
    Object.assign(document, { execCommand });
    const { server, router } = await open();
    await create(server, LINK);
    expect(dialogs()).toHaveLength(1);
    expect(dialogs()[0]?.textContent).toContain('Invitation link');
    expect(document.querySelector<HTMLInputElement>('[role=dialog] input[readonly]')?.value).toBe(LINK);
    expect(document.querySelector('[role=dialog] form')).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(button('Copy link')));
    button('Copy link').click();
    await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('users'));
    expect(copied).toEqual([LINK]);
    Reflect.deleteProperty(document, 'execCommand');
  });
});
