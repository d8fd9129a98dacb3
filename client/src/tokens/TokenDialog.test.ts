import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { signedIn } from '../../test/sign-in';
import { newDraft, tokenInput } from './token-draft';
import TokenDialog from './TokenDialog.vue';

let server: FakeServer;

beforeEach(async () => {
  server = new FakeServer({});
  await mountApp(TokenDialog, {
    props: { open: true },
    session: await signedIn({ permissions: ['TOKENS_WRITE', 'USERS_READ'] }),
    provide: { [DefaultApolloClient]: server.client },
  });
  await flushPromises();
});

function find<Kind extends HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map((each) => each.textContent?.trim());

async function submit(name: string) {
  const input = find<HTMLInputElement>('input[name=name]');
  input.value = name;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
}

async function fillIn() {
  find('[role=checkbox]').click();
  await submit('Nightly');
  return server.asked('CreateAccessToken');
}

const payload = (token: string | null, ...userErrors: object[]) => ({
  write: { __typename: 'CreateAccessTokenPayload', token, viewer: null, userErrors },
});

describe('the dialog for a new token', () => {
  test('offers what its maker may do and nothing else, the most common first', () => {
    expect(texts('[role=dialog] label')).toEqual(['Name', 'Expires after', 'Read users', 'Manage tokens']);
  });

  test('sends nothing while there is no name or no permission', async () => {
    await submit(' ');
    expect(texts('[data-slot=error]')).toEqual(['This field is required.', 'Choose at least one.']);
    expect(server.names).toEqual([]);
  });

  test('shows the token with an example, and no cross to close it by chance', async () => {
    const asked = await fillIn();
    expect(asked.variables).toMatchObject({ input: { name: 'Nightly', permissions: ['USERS_READ'] } });
    asked.answer(payload('rollcall_abc'));
    await vi.waitFor(() => expect(texts('[data-token]')).toEqual(['rollcall_abc']));
    expect(texts('pre')[0]).toContain('Authorization: Bearer rollcall_abc');
    expect(document.querySelector('[role=dialog] [aria-label="Close"]')).toBeNull();
  });

  test('says at its field why the server refused it, and elsewhere what is of no field', async () => {
    (await fillIn()).answer(
      payload(
        null,
        { __typename: 'UserError', code: 'TOO_LONG', message: 'Too long.', path: ['input', 'name'] },
        { __typename: 'UserError', code: 'LIMIT', message: 'Too many.', path: ['input'] },
      ),
    );
    await vi.waitFor(() => expect(texts('[data-slot=error]')).toEqual(['Too long.']));
    expect(texts('[role=alert]')).toEqual(['Too many.']);
  });

  test('asks for the password where the server does', async () => {
    (await fillIn()).answer(
      payload(null, {
        __typename: 'UserError',
        code: 'REQUIRED',
        message: 'Enter your password.',
        path: ['proof', 'password'],
      }),
    );
    const password = await vi.waitFor(() => find<HTMLInputElement>('[role=dialog] input[type=password]'));
    expect(texts('[role=alert]')).toEqual(['Enter your password.']);
    await vi.waitFor(() => expect(document.activeElement).toBe(password));
    password.value = 'correct horse';
    password.dispatchEvent(new Event('input', { bubbles: true }));
    find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    const again = await server.asked('CreateAccessToken', 2);
    expect(again.variables).toMatchObject({
      input: { name: 'Nightly' },
      proof: { password: 'correct horse' },
    });
    again.answer(payload('rollcall_abc'));
    await vi.waitFor(() => expect(texts('[data-token]')).toEqual(['rollcall_abc']));
  });

  test('says that no answer came, and keeps what was typed', async () => {
    (await fillIn()).fail();
    await vi.waitFor(() => expect(texts('[role=alert]')).toHaveLength(1));
    expect(find<HTMLInputElement>('input[name=name]').value).toBe('Nightly');
  });
});

describe('a draft', () => {
  test('ends after so many days, or never', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(tokenInput({ ...newDraft(), lifetime: '7' }, now).expiresAt).toBe('2026-01-08T00:00:00.000Z');
    expect(tokenInput({ ...newDraft(), lifetime: 'never' }, now).expiresAt).toBeNull();
  });
});
