import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { noEntry, tabs } from '../../../test/sign-in';
import ResetPage from './ResetPage.vue';
import { Session } from '../session/session';

async function open(accessTokenCount: number) {
  const server = new FakeServer({});
  const session = new Session(async () => noEntry(), tabs()());
  await session.begin();
  await mountApp(ResetPage, {
    path: '/reset#secret',
    session,
    provide: { [DefaultApolloClient]: server.client },
  });
  const holder = { __typename: 'LinkHolder', email: 'ann@example.org', displayName: 'Ann', accessTokenCount };
  (await server.asked('ResetHolder')).answer({ holder });
  await vi.waitFor(() => expect(document.querySelector('input[name=password]')).not.toBeNull());
  return server;
}

async function send(server: FakeServer) {
  const input = document.querySelector<HTMLInputElement>('input[name=password]');
  if (!input) throw new Error('There is no field.');
  input.value = 'a few words';
  input.dispatchEvent(new Event('input', { bubbles: true }));
  document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
  return (await server.asked('ResetPassword')).variables;
}

const radios = () => [...document.querySelectorAll<HTMLElement>('[role=radio]')];
const INPUT = { token: 'secret', password: 'a few words' };

test('access tokens are revoked with the old password, unless it is said that they go on', async () => {
  const server = await open(2);
  expect(document.body.textContent).toContain('2 access tokens can sign in to your account');
  expect(radios().map((each) => each.getAttribute('aria-checked'))).toEqual(['true', 'false']);
  expect(await send(server)).toEqual({ input: { ...INPUT, keepAccessTokens: false } });
});

test('they are kept where that is chosen', async () => {
  const server = await open(1);
  expect(document.body.textContent).toContain('1 access token can sign in to your account');
  radios()[1]?.click();
  await flushPromises();
  expect(await send(server)).toEqual({ input: { ...INPUT, keepAccessTokens: true } });
});

test('nothing is asked about them where there are none', async () => {
  const server = await open(0);
  expect(radios()).toEqual([]);
  expect(await send(server)).toEqual({ input: { ...INPUT, keepAccessTokens: false } });
});
