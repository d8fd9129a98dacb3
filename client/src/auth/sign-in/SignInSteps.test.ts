import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { entryOf, noEntry, tabs } from '../../../test/sign-in';
import { Session } from '../session/session';
import SignInSteps from './SignInSteps.vue';

let server: FakeServer;
let session: Session;

beforeEach(async () => {
  server = new FakeServer({});
  session = new Session(async () => noEntry(), tabs()());
  await session.begin();
  const props = { email: 'olga@example.org' };
  await mountApp(SignInSteps, { props, session, provide: { [DefaultApolloClient]: server.client } });
});

const field = (name: string) => document.querySelector<HTMLInputElement>(`input[name=${name}]`);

const button = (text: string) =>
  [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);

async function send(name: string, text: string) {
  const input = await vi.waitFor(() => {
    const found = field(name);
    if (!found) throw new Error(`There is no field ${name}.`);
    return found;
  });
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  const event = new Event('submit', { bubbles: true, cancelable: true });
  document.querySelector('form')?.dispatchEvent(event);
  await flushPromises();
}

const secondFactor = { __typename: 'SecondFactorChallenge', challenge: 'a challenge' };

async function toTheCode() {
  await send('password', 'correct horse');
  (await server.asked('SignIn')).answer({ entry: { ...noEntry(), secondFactor } });
  await vi.waitFor(() => expect(document.activeElement).toBe(field('code')));
}

describe('the second step of signing in', () => {
  test('asks for a code by the name that phones and password managers look for', async () => {
    await toTheCode();
    expect(field('code')?.autocomplete).toBe('one-time-code');
    expect(field('password')).toBeNull();
    expect(session.state.value).toBe('out');
  });

  test('signs in', async () => {
    await toTheCode();
    await send('code', '123456');
    const asked = await server.asked('CompleteSignIn');
    expect(asked.variables).toEqual({ input: { challenge: 'a challenge', code: '123456' } });
    asked.answer({ entry: entryOf() });
    await vi.waitFor(() => expect(session.state.value).toBe('in'));
  });

  test('says at the field that the code is wrong, and takes another', async () => {
    await toTheCode();
    await send('code', '123456');
    const wrong = { code: 'WRONG_CREDENTIALS' as const, message: 'Wrong.', path: ['input', 'code'] };
    (await server.asked('CompleteSignIn')).answer({ entry: noEntry(wrong) });
    await vi.waitFor(() =>
      expect(document.querySelector('[data-slot=error]')?.textContent).toContain('Wrong.'),
    );
    expect(document.activeElement).toBe(field('code'));
    await send('code', '654321');
    (await server.asked('CompleteSignIn', 2)).answer({ entry: entryOf() });
    await vi.waitFor(() => expect(session.state.value).toBe('in'));
  });

  test('begins anew where it took too long, and says so', async () => {
    await toTheCode();
    await send('code', '123456');
    const late = { code: 'NOT_FOUND' as const, message: 'Too late.', path: ['input', 'challenge'] };
    (await server.asked('CompleteSignIn')).answer({ entry: noEntry(late) });
    await vi.waitFor(() => expect(field('password')).not.toBeNull());
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Too late.');
  });

  test('takes a recovery code too, and lets one begin anew', async () => {
    await toTheCode();
    button('Use a recovery code')?.click();
    await vi.waitFor(() => expect(field('code')?.inputMode).toBe('text'));
    expect(field('code')?.autocomplete).toBe('off');
    button('Back')?.click();
    await vi.waitFor(() => expect(field('password')).not.toBeNull());
  });
});

test('no passkey is offered where the browser has none', () => {
  expect(button('Use a passkey')).toBeUndefined();
});
