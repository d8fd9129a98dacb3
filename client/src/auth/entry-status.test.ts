import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { noEntry, tabs } from '../../test/sign-in';
import { type EntryStatus, Session } from './session/session';
import SignInPage from './sign-in/SignInPage.vue';

async function open(...statuses: EntryStatus[]) {
  const server = new FakeServer({});
  const refresh = vi.fn(async () => ({ ...noEntry(), status: statuses.shift() }));
  const session = new Session(refresh, tabs()());
  await session.begin();
  await mountApp(SignInPage, { session, provide: { [DefaultApolloClient]: server.client } });
  return { refresh, server };
}

const title = () => document.querySelector('h1')?.textContent;
const field = (name: string) => document.querySelector<HTMLInputElement>(`input[name=${name}]`);

function type(name: string, text: string): void {
  const input = field(name);
  if (!input) throw new Error(`There is no field ${name}.`);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('what came with the renewal of the session', () => {
  function button(text: string): HTMLElement {
    const found = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);
    if (!found) throw new Error(`There is no button "${text}".`);
    return found;
  }

  test('where there is no owner, it says where the set-up link is instead of asking for a password', async () => {
    const missing = { needsSetUp: true, sendsMail: false };
    const { refresh, server } = await open(missing, missing, { needsSetUp: false, sendsMail: false });
    expect(title()).toBe('No owner yet');
    expect(document.body.textContent).toContain('docker compose logs server');
    expect(document.querySelector('form')).toBeNull();
    button('Check again').click();
    await vi.waitFor(() => expect(refresh).toHaveBeenCalledTimes(2));
    await flushPromises();
    expect(title()).toBe('No owner yet');
    button('Check again').click();
    await vi.waitFor(() => expect(title()).toBe('Sign in'));
    expect(field('password')).not.toBeNull();
    expect(server.names).toEqual([]);
  });

  test('somebody who is no owner can sign in all the same', async () => {
    await open({ needsSetUp: true, sendsMail: false });
    button('Sign in without an owner').click();
    await flushPromises();
    expect(field('password')).not.toBeNull();
  });

  test('where no mail is sent, a forgotten password is answered in place, without a request', async () => {
    const { server } = await open({ needsSetUp: false, sendsMail: false });
    expect(document.body.textContent).not.toContain('doesn’t send email');
    button('Forgot your password?').click();
    await flushPromises();
    expect(document.body.textContent).toContain('This server doesn’t send email.');
    expect(document.querySelector('a[href^="/forgot"]')).toBeNull();
    expect(server.names).toEqual([]);
  });

  test('where mail is sent, a link leads to the page for it, but not from the step for the code', async () => {
    const { server } = await open({ needsSetUp: false, sendsMail: true });
    expect(document.querySelector('a')?.getAttribute('href')).toBe('/forgot');
    const secondFactor = { __typename: 'SecondFactorChallenge', challenge: 'a challenge' };
    type('email', 'olga@example.org');
    type('password', 'correct horse');
    document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    (await server.asked('SignIn')).answer({ entry: { ...noEntry(), secondFactor } });
    await vi.waitFor(() => expect(document.querySelector('input[name=code]')).not.toBeNull());
    expect(document.querySelector('a[href^="/forgot"]')).toBeNull();
  });
});
