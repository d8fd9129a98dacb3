import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { entryOf, noEntry, tabs } from '../../../test/sign-in';
import AcceptPage from './AcceptPage.vue';
import { Session } from '../session/session';

async function open(path: string) {
  const server = new FakeServer({});
  const session = new Session(async () => noEntry(), tabs()());
  await session.begin();
  const { router } = await mountApp(AcceptPage, {
    path,
    session,
    provide: { [DefaultApolloClient]: server.client },
  });
  return { server, session, router };
}

const holder = { __typename: 'LinkHolder', email: 'ivy@example.org', displayName: 'Ivy' };
const heading = () => document.querySelector('h1')?.textContent?.trim();

async function send(password: string) {
  const input = await vi.waitFor(() => {
    const found = document.querySelector<HTMLInputElement>('input[name=password]');
    if (!found) throw new Error('There is no field yet.');
    return found;
  });
  input.value = password;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  // As a press of the button does.
  input.dispatchEvent(new Event('change', { bubbles: true }));
  input.dispatchEvent(new Event('blur', { bubbles: true }));
  document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
}

test('a link names its user, takes a password, and signs in', async () => {
  const { server, session, router } = await open('/accept#secret');
  const asked = await server.asked('InvitationHolder');
  expect(asked.variables).toEqual({ token: 'secret' });
  asked.answer({ holder });
  await vi.waitFor(() => expect(document.body.textContent).toContain('ivy@example.org'));
  const names = [...document.querySelectorAll('input')].map(({ autocomplete }) => autocomplete);
  expect(names).toEqual(['username', 'new-password']);
  await send('a few words');
  const accepted = await server.asked('AcceptInvitation');
  expect(accepted.variables).toEqual({ input: { token: 'secret', password: 'a few words' } });
  accepted.answer({ entry: entryOf() });
  await vi.waitFor(() => expect(session.state.value).toBe('in'));
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/'));
});

test('a refused password is said at the field, stays there, and nobody is led on', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  const { server, router } = await open('/accept#secret');
  (await server.asked('InvitationHolder')).answer({ holder });
  await send('password1');
  const message = 'One of the commonest.';
  const weak = { code: 'WEAK_PASSWORD' as const, message, path: ['input', 'password'] };
  (await server.asked('AcceptInvitation')).answer({ entry: noEntry(weak) });
  const error = () => document.querySelector('[data-slot=error]')?.textContent?.trim();
  await vi.waitFor(() => expect(error()).toBe(message));
  // Nuxt UI's forms look at a field again 300 ms after the last key, by their own rules alone.
  await vi.advanceTimersByTimeAsync(1_000);
  expect(error()).toBe(message);
  expect(router.currentRoute.value.hash).toBe('#secret');
});

test('a link that can’t be used, or has no secret, says so', async () => {
  const { server } = await open('/accept#old');
  (await server.asked('InvitationHolder')).answer({ holder: null });
  await vi.waitFor(() => expect(heading()).toBe('This link no longer works'));
  expect(document.querySelector('form')).toBeNull();
});

test('an address without a secret asks nobody', async () => {
  const { server } = await open('/accept');
  await vi.waitFor(() => expect(heading()).toBe('This link no longer works'));
  expect(server.names).toEqual([]);
});

test('where no answer comes, it can be asked for again', async () => {
  // The composable's library warns of what its next version does without.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { server } = await open('/accept#secret');
  (await server.asked('InvitationHolder')).fail();
  await vi.waitFor(() => expect(document.querySelector('[role=alert] button')).not.toBeNull());
  document.querySelector<HTMLButtonElement>('[role=alert] button')?.click();
  (await server.asked('InvitationHolder', 2)).answer({ holder });
  await vi.waitFor(() => expect(heading()).toBe('Welcome to Rollcall'));
});
