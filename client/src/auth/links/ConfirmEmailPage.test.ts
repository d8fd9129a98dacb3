import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { entryOf, noEntry, tabs } from '../../../test/sign-in';
import type { EntryFragment } from '../../gql/graphql';
import ConfirmEmailPage from './ConfirmEmailPage.vue';
import { Session } from '../session/session';

async function open(path: string, refresh: () => Promise<EntryFragment> = async () => noEntry()) {
  const server = new FakeServer({});
  const session = new Session(refresh, tabs()());
  await session.begin();
  await mountApp(ConfirmEmailPage, { path, session, provide: { [DefaultApolloClient]: server.client } });
  return { server, session };
}

const holder = { __typename: 'LinkHolder', email: 'new@example.org', displayName: 'Olga' };
const text = () => document.body.textContent ?? '';

async function press(server: FakeServer) {
  const asked = await server.asked('EmailChangeHolder');
  expect(asked.variables).toEqual({ token: 'secret' });
  asked.answer({ holder });
  await vi.waitFor(() => expect(text()).toContain('new@example.org'));
  // Opening the link alone confirms nothing.
  expect(server.names).toEqual(['EmailChangeHolder']);
  document.querySelector('button')?.click();
  await flushPromises();
  const confirmed = await server.asked('ConfirmEmail');
  expect(confirmed.variables).toEqual({ input: { token: 'secret' } });
  return confirmed;
}

test('a link shows the address, and a press of the button confirms it', async () => {
  const refresh = vi.fn(async () => entryOf());
  const { server } = await open('/confirm-email#secret', refresh);
  const confirmed = await press(server);
  confirmed.answer({
    answer: { __typename: 'ConfirmEmailPayload', email: 'new@example.org', userErrors: [] },
  });
  await vi.waitFor(() => expect(text()).toContain('Sign in with new@example.org from now on.'));
  // What is on screen has the old address.
  await vi.waitFor(() => expect(refresh).toHaveBeenCalledTimes(2));
});

test('why it can’t be confirmed is said, and the button stays', async () => {
  const { server } = await open('/confirm-email#secret');
  const confirmed = await press(server);
  const userErrors = [
    { __typename: 'UserError', code: 'EMAIL_TAKEN', message: 'Somebody has it.', path: ['input', 'email'] },
  ];
  confirmed.answer({ answer: { __typename: 'ConfirmEmailPayload', email: null, userErrors } });
  await vi.waitFor(() => expect(text()).toContain('Somebody has it.'));
  expect(document.querySelector('button')?.textContent).toContain('Confirm email');
});

test.each(['/confirm-email', '/confirm-email#secret'])(
  'a link that is no good, %s, leads on',
  async (path) => {
    const { server } = await open(path);
    if (path.includes('#')) (await server.asked('EmailChangeHolder')).answer({ holder: null });
    await vi.waitFor(() => expect(text()).toContain('This link no longer works'));
    expect(document.querySelector('a')?.getAttribute('href')).toBe('/account/security');
  },
);
