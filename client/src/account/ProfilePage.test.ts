import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { RouterView } from 'vue-router';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { signedIn } from '../../test/sign-in';
import type { OwnProfileFragment } from '../gql/graphql';
import { accountRoutes } from './account.routes';

const OLGA = {
  __typename: 'User',
  id: 'olga',
  email: 'olga@example.org',
  displayName: 'Olga Owner',
  givenName: 'Olga',
  familyName: null,
  phone: null,
  locale: null,
  timeZone: 'Europe/Zurich',
  title: 'Director',
  department: null,
} satisfies OwnProfileFragment & { __typename: string };

async function open(profile: OwnProfileFragment = OLGA) {
  const server = new FakeServer({});
  const session = await signedIn();
  const { router } = await mountApp(RouterView, {
    routes: accountRoutes,
    path: '/account',
    session,
    provide: { [DefaultApolloClient]: server.client },
  });
  (await server.asked('OwnProfile')).answer({ viewer: profile });
  await vi.waitFor(() => expect(document.querySelector('form')).not.toBeNull());
  return { server, session, router };
}

const input = (name: string) => {
  const found = document.querySelector<HTMLInputElement>(`input[autocomplete="${name}"]`);
  if (!found) throw new Error(`There is no field for ${name}.`);
  return found;
};

async function type(name: string, text: string): Promise<void> {
  input(name).value = text;
  input(name).dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}

const send = () => document.querySelector('form')?.requestSubmit();
const text = () => document.body.textContent;

test('one’s account begins with the profile, which shows what an administrator keeps', async () => {
  const { server, router } = await open();
  expect(router.currentRoute.value.path).toBe('/account/profile');
  expect(input('name').value).toBe('Olga Owner');
  expect(input('tel').value).toBe('');
  expect(text()).toMatch(/Job title\s*Director/);
  expect(server.names).toEqual(['OwnProfile']);
});

test('a change is one request, and the frame has the new name', async () => {
  const { server, session } = await open();
  await type('name', ' Olga Orlova ');
  await type('tel', '+41 44 123');
  send();
  const asked = await server.asked('UpdateViewer');
  expect(asked.variables).toEqual({
    input: {
      displayName: 'Olga Orlova',
      givenName: 'Olga',
      familyName: null,
      phone: '+41 44 123',
      locale: null,
      timeZone: 'Europe/Zurich',
    },
  });
  const viewer = {
    ...OLGA,
    displayName: 'Olga Orlova',
    phone: '+41 44 123',
    permissions: [],
    isUsageCounted: true,
  };
  asked.answer({ updateViewer: { viewer, userErrors: [] } });
  await vi.waitFor(() => expect(text()).toContain('Profile saved'));
  expect(session.viewer.value?.displayName).toBe('Olga Orlova');
  expect(input('name').value).toBe('Olga Orlova');
  expect(server.names).toEqual(['OwnProfile', 'UpdateViewer']);
});

test('what is refused is at its field, and a missing name asks nobody', async () => {
  const { server } = await open();
  await type('name', ' ');
  send();
  await vi.waitFor(() => expect(text()).toContain('This field is required.'));
  expect(server.names).toEqual(['OwnProfile']);

  await type('name', 'Olga');
  send();
  (await server.asked('UpdateViewer')).answer({
    updateViewer: {
      viewer: null,
      userErrors: [{ code: 'INVALID', message: 'No such time zone.', path: ['input', 'timeZone'] }],
    },
  });
  await vi.waitFor(() => expect(document.querySelector('[aria-invalid=true]')).not.toBeNull());
  expect(document.querySelector('[aria-invalid=true]')?.hasAttribute('list')).toBe(true);
  expect(text()).toContain('No such time zone.');
});

test('where no answer comes, what was typed stays', async () => {
  const { server } = await open();
  await type('name', 'Olga Orlova');
  send();
  (await server.asked('UpdateViewer')).fail();
  await vi.waitFor(() => expect(text()).toContain('Not saved'));
  expect(input('name').value).toBe('Olga Orlova');
});
