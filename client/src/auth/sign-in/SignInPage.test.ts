import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { entryOf, noEntry, tabs } from '../../../test/sign-in';
import { Session } from '../session/session';
import SignInPage from './SignInPage.vue';

let server: FakeServer;
let session: Session;

beforeEach(async () => {
  server = new FakeServer({});
  session = new Session(async () => noEntry(), tabs()());
  await session.begin();
  await mountApp(SignInPage, { session, provide: { [DefaultApolloClient]: server.client } });
});

function find<Kind extends HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

function labelled(label: string): HTMLInputElement {
  const [found, ...others] = [...document.querySelectorAll('label')].filter((each) =>
    each.textContent?.includes(label),
  );
  expect(others).toEqual([]);
  return find(`[id="${found?.htmlFor}"]`);
}

function type(label: string, text: string) {
  const input = labelled(label);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

async function submit() {
  find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
}

async function signIn() {
  type('Email', ' olga@example.org ');
  type('Password', 'correct horse');
  await submit();
  return server.asked('SignIn');
}

const alerts = () => [...document.querySelectorAll('[role=alert]')].map((each) => each.textContent);

describe('the sign-in page', () => {
  test('has its fields and its button by the names that people and password managers look for', () => {
    expect(labelled('Email').autocomplete).toBe('email');
    expect(labelled('Password').autocomplete).toBe('current-password');
    expect(find('[type=submit]').textContent?.trim()).toBe('Sign in');
    expect(document.activeElement).toBe(labelled('Email'));
  });

  test('asks for what is missing without asking the server', async () => {
    await submit();
    await vi.waitFor(() => expect(document.querySelectorAll('[data-slot=error]')).toHaveLength(2));
    expect(document.activeElement).toBe(labelled('Email'));
    expect(server.names).toEqual([]);
  });

  test('signs in', async () => {
    const asked = await signIn();
    expect(asked.variables).toEqual({ input: { email: 'olga@example.org', password: 'correct horse' } });
    asked.answer({ entry: entryOf() });
    await vi.waitFor(() => expect(session.state.value).toBe('in'));
    expect(alerts()).toEqual([]);
  });

  test('says what the server said, keeps the address and goes to the password', async () => {
    const asked = await signIn();
    const message = 'The address or the password is wrong.';
    asked.answer({ entry: noEntry({ code: 'WRONG_CREDENTIALS', message, path: ['input'] }) });
    await vi.waitFor(() => expect(alerts()).toEqual([message]));
    expect(labelled('Email').value).toBe(' olga@example.org ');
    expect(document.activeElement).toBe(labelled('Password'));
  });

  test('says that no answer came, and sends it again', async () => {
    (await signIn()).fail();
    await vi.waitFor(() => expect(alerts()).toHaveLength(1));
    expect(alerts()[0]).toContain('Can’t reach the server');
    await submit();
    (await server.asked('SignIn', 2)).answer({ entry: entryOf() });
    await vi.waitFor(() => expect(session.state.value).toBe('in'));
  });

  test('sends once, however often it is pressed', async () => {
    const asked = await signIn();
    await submit();
    await submit();
    expect(server.names).toEqual(['SignIn']);
    asked.answer({ entry: entryOf() });
  });
});

describe('the password', () => {
  test('is shown at a press, by a button that no label leads to', async () => {
    const password = labelled('Password');
    const button = find<HTMLButtonElement>('[aria-pressed]');
    expect(button.getAttribute('aria-label')).not.toMatch(/password/i);
    button.click();
    await flushPromises();
    expect(password.type).toBe('text');
    button.click();
    await flushPromises();
    expect(password.type).toBe('password');
  });

  test('is typed with a remark where Caps Lock is on', async () => {
    const keyup = new KeyboardEvent('keyup', { key: 'A', modifierCapsLock: true, bubbles: true });
    labelled('Password').dispatchEvent(keyup);
    await flushPromises();
    expect(document.body.textContent).toContain('Caps Lock is on.');
  });
});
