import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { entryOf, signedIn, tabs } from '../../test/sign-in';
import { Session } from '../auth/session/session';
import type { RoleRowFragment } from '../gql/graphql';
import { userPolicies } from '../users/state/user-cache';
import RolesPage from './RolesPage.vue';

let server: FakeServer;

const role = (name: string, own: Partial<RoleRowFragment> = {}) => ({
  __typename: 'Role' as const,
  id: name,
  name,
  description: null,
  permissions: ['USERS_READ' as const],
  version: 1,
  isBuiltIn: false,
  userCount: 0,
  viewerCanUpdate: true,
  viewerCanDelete: true,
  viewerCanGive: true,
  ...own,
});
const fixed = { viewerCanUpdate: false, viewerCanDelete: false };
const OWNER = role('Owner', {
  ...fixed,
  isBuiltIn: true,
  permissions: ['SETTINGS_WRITE', 'AUDIT_READ', 'USERS_READ'],
  userCount: 612_345,
});
const HELPDESK = role('Helpdesk', { description: 'Answers calls', userCount: 1 });

const answer = (roles: RoleRowFragment[], ...userErrors: object[]) => ({
  write: {
    __typename: 'CreateRolePayload',
    role: null,
    roles,
    userErrors: userErrors.map((error) => ({ __typename: 'UserError', ...error })),
  },
});

beforeEach(async () => {
  server = new FakeServer(userPolicies);
  await mountApp(RolesPage, {
    session: await signedIn({ permissions: ['ROLES_WRITE', 'USERS_READ', 'USERS_WRITE'] }),
    provide: { [DefaultApolloClient]: server.client },
  });
  (await server.asked('RoleList')).answer({ roles: [HELPDESK, OWNER] });
  await flushPromises();
});

function find<Kind extends HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map((each) => each.textContent?.trim());
const inDialog = (selector: string) => `[role=dialog] ${selector}`;
const checked = () =>
  [...document.querySelectorAll(inDialog('[role=checkbox]'))].map(
    (box) => box.getAttribute('aria-checked') === 'true',
  );

async function press(label: string) {
  find(`[aria-label="${label}"]`).click();
  await flushPromises();
}

async function type(name: string, text: string) {
  const input = find<HTMLInputElement>(inDialog(`[name=${name}]`));
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}

async function submit() {
  find(inDialog('form')).dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
}

describe('the list', () => {
  test('shows what each role allows and how many have it, with a way to them', () => {
    expect(texts('main h2, h2')).toEqual(['Helpdesk', 'Owner']);
    expect(texts('li a')).toEqual(['1 user', '612,345 users']);
    expect(document.querySelector('li a')?.getAttribute('href')).toBe('/users?role=Helpdesk');
    expect(texts('li li')).toEqual(['Read users', 'Read users', 'Read the audit trail', 'Change settings']);
  });

  test('offers to change and delete one’s own, and to duplicate any', () => {
    const labels = [...document.querySelectorAll('li button[aria-label]')].map((each) =>
      each.getAttribute('aria-label'),
    );
    expect(labels).toEqual([
      'Details of Helpdesk',
      'Duplicate Helpdesk',
      'Edit Helpdesk',
      'Delete Helpdesk',
      'Details of Owner',
      'Duplicate Owner',
    ]);
  });

  test('explains permissions on demand', async () => {
    await press('Details of Owner');
    expect(texts('li dd')).toEqual([
      'See users and search them.',
      'See who did what, and export it.',
      'Change the settings of the directory.',
    ]);
  });
});

describe('the dialog', () => {
  test('lets nobody choose what they lack, and says so', async () => {
    await press('Duplicate Owner');
    const boxes = [...document.querySelectorAll<HTMLButtonElement>(inDialog('[role=checkbox]'))];
    expect(boxes.filter(({ disabled }) => !disabled)).toHaveLength(3);
    expect(checked()).toEqual([true, ...Array<boolean>(7).fill(false)]);
    expect(find<HTMLInputElement>(inDialog('[name=name]')).value).toBe('Copy of Owner');
    expect(texts(inDialog('[data-slot=description]')).at(-1)).toBe(
      'You don’t have this permission yourself.',
    );
  });

  test('sends nothing without a name and a permission', async () => {
    find('button').click();
    await flushPromises();
    await submit();
    expect(texts('[data-slot=error]')).toEqual(['This field is required.', 'Choose at least one.']);
    expect(server.names).toEqual(['RoleList']);
  });

  test('makes a role in one request, whose answer is the list', async () => {
    await press('Duplicate Helpdesk');
    await type('name', 'Night shift');
    await submit();
    const asked = await server.asked('CreateRole');
    expect(asked.variables).toEqual({
      input: { name: 'Night shift', description: 'Answers calls', permissions: ['USERS_READ'] },
    });
    asked.answer(answer([HELPDESK, role('Night shift'), OWNER]));
    await vi.waitFor(() => expect(texts('li h2')).toEqual(['Helpdesk', 'Night shift', 'Owner']));
    expect(server.names).toEqual(['RoleList', 'CreateRole']);
  });

  test('sends what was changed alone, and brings in what others changed when that was too late', async () => {
    await press('Edit Helpdesk');
    await type('name', 'Service desk');
    await submit();
    const first = await server.asked('UpdateRole');
    expect(first.variables).toEqual({ input: { id: 'Helpdesk', version: 1, name: 'Service desk' } });
    const now = { ...HELPDESK, version: 2, permissions: ['USERS_READ' as const, 'USERS_WRITE' as const] };
    first.answer(
      answer([now, OWNER], { code: 'STALE_VERSION', message: 'Changed.', path: ['input', 'version'] }),
    );
    await vi.waitFor(() => expect(texts(inDialog('[role=alert]'))).toEqual(['Changed.']));
    [...document.querySelectorAll<HTMLElement>(inDialog('button'))]
      .find((each) => each.textContent?.trim() === 'Reload')
      ?.click();
    await flushPromises();
    expect(checked().slice(0, 2)).toEqual([true, true]);
    await submit();
    expect((await server.asked('UpdateRole', 2)).variables).toEqual({
      input: { id: 'Helpdesk', version: 2, name: 'Service desk' },
    });
  });

  test('says at its field why the server refused it', async () => {
    await press('Edit Helpdesk');
    await type('name', 'Owner');
    await submit();
    (await server.asked('UpdateRole')).answer(
      answer([HELPDESK, OWNER], { code: 'NAME_TAKEN', message: 'Taken.', path: ['input', 'name'] }),
    );
    await vi.waitFor(() => expect(texts('[data-slot=error]')).toEqual(['Taken.']));
  });

  test('asks before what was typed is thrown away', async () => {
    await press('Edit Helpdesk');
    await type('name', 'Service desk');
    find(inDialog('[aria-label=Close]')).click();
    await flushPromises();
    expect(texts('[role=alertdialog] p')).toEqual(['Discard your changes?']);
  });
});

test('deleting asks first, and says why the server refused it', async () => {
  await press('Delete Helpdesk');
  const confirm = [...document.querySelectorAll<HTMLElement>(inDialog('button'))].find(
    (each) => each.textContent?.trim() === 'Delete',
  );
  confirm?.click();
  (await server.asked('DeleteRole')).answer(
    answer([HELPDESK, OWNER], { code: 'IN_USE', message: '1 user has it.', path: ['id'] }),
  );
  await vi.waitFor(() => expect(texts(inDialog('[role=alert]'))).toEqual(['1 user has it.']));
  confirm?.click();
  (await server.asked('DeleteRole', 2)).answer(answer([OWNER]));
  await vi.waitFor(() => expect(texts('li h2')).toEqual(['Owner']));
});

test('flags are read anew when who is signed in may do something else', async () => {
  const refresh = vi.fn().mockResolvedValueOnce(entryOf({ permissions: ['ROLES_WRITE'] }));
  refresh.mockResolvedValue(entryOf({ token: 'token 2', permissions: ['ROLES_WRITE', 'USERS_READ'] }));
  const session = new Session(refresh, tabs()());
  await session.begin();
  server = new FakeServer(userPolicies);
  await mountApp(RolesPage, { session, provide: { [DefaultApolloClient]: server.client } });
  (await server.asked('RoleList')).answer({ roles: [OWNER] });
  await session.renew('token 1');
  expect((await server.asked('RoleList', 2)).name).toBe('RoleList');
});
