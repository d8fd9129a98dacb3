import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { signedIn } from '../../test/sign-in';
import type { Session } from '../auth/session/session';
import type { FormErrorFragment, SecurityFragment } from '../gql/graphql';
import SecurityPage from './SecurityPage.vue';
import { securityPolicies } from './security-cache';

let server: FakeServer;
let session: Session;

beforeEach(async () => {
  server = new FakeServer(securityPolicies);
  session = await signedIn();
  await mountApp(SecurityPage, { session, provide: { [DefaultApolloClient]: server.client } });
});

const securityOf = (own: Partial<SecurityFragment> = {}) => ({
  __typename: 'Security',
  pendingEmail: null,
  totpSince: null,
  recoveryCodesLeft: 0,
  isSignInRecent: true,
  passkeys: [],
  ...own,
});

const show = async (own: Partial<SecurityFragment> = {}) => {
  (await server.asked('Security')).answer({ security: securityOf(own) });
  await vi.waitFor(() => expect(document.querySelectorAll('section')).toHaveLength(4));
};

const text = () => document.body.textContent ?? '';
const dialog = () => document.querySelector('[role=dialog]');
const field = (name: string) => document.querySelector<HTMLInputElement>(`[role=dialog] input[name=${name}]`);

function press(label: string, within: ParentNode = document) {
  const buttons = [...within.querySelectorAll('button')];
  const found = buttons.find((each) => each.textContent?.trim() === label);
  if (!found) throw new Error(`There is no button ${label}.`);
  found.click();
}

async function fill(name: string, value: string) {
  const input = await vi.waitFor(() => {
    const found = field(name);
    if (!found) throw new Error(`There is no field ${name}.`);
    return found;
  });
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

async function submit() {
  const event = new Event('submit', { bubbles: true, cancelable: true });
  document.querySelector('[role=dialog] form')?.dispatchEvent(event);
  await flushPromises();
}

const codes = Array.from({ length: 10 }, (_, n) => `code-${n}`);
const missing: FormErrorFragment[] = [
  { code: 'REQUIRED', message: 'Enter your password.', path: ['proof', 'password'] },
];

async function startSetUp() {
  press('Set up');
  const start = { key: 'ABCDEFGH', uri: 'otpauth://totp/x?secret=ABCDEFGH', userErrors: [] };
  (await server.asked('StartTotp')).answer({ write: { __typename: 'StartTotpPayload', ...start } });
  await fill('code', '123456');
}

const changed = (email: string, security: SecurityFragment, ...userErrors: FormErrorFragment[]) => ({
  write: {
    __typename: 'ChangeEmailPayload',
    viewer: { __typename: 'User', ...session.viewer.value, email },
    security,
    userErrors: userErrors.map((each) => ({ __typename: 'UserError', ...each })),
  },
});

describe('the address on the security page', () => {
  test('is changed with the password where the server asks for it, and is shown everywhere', async () => {
    await show();
    expect(text()).toContain('You sign in with olga@example.org.');
    press('Change email');
    await fill('email', 'new@example.org');
    expect(field('password')).toBeNull();
    await submit();
    const asked = await server.asked('ChangeEmail');
    expect(asked.variables).toEqual({ input: { email: 'new@example.org' }, proof: null });
    asked.answer(changed('olga@example.org', securityOf({ isSignInRecent: false }), ...missing));
    await fill('password', 'correct horse');
    await submit();
    const again = await server.asked('ChangeEmail', 2);
    expect(again.variables).toEqual({
      input: { email: 'new@example.org' },
      proof: { password: 'correct horse' },
    });
    again.answer(changed('new@example.org', securityOf({ isSignInRecent: false })));
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(text()).toContain('You sign in with new@example.org.');
    expect(session.viewer.value?.email).toBe('new@example.org');
  });

  test('stays until the new one is confirmed, which can be taken back', async () => {
    await show();
    press('Change email');
    await fill('email', 'new@example.org');
    await submit();
    const pending = securityOf({ pendingEmail: 'new@example.org' });
    (await server.asked('ChangeEmail')).answer(changed('olga@example.org', pending));
    await vi.waitFor(() => expect(text()).toContain('Not confirmed yet: new@example.org'));
    expect(text()).toContain('You sign in with olga@example.org.');
    press('Cancel change');
    const cancelled = await server.asked('CancelEmailChange');
    cancelled.answer({ write: { __typename: 'ChangeEmailPayload', security: securityOf(), userErrors: [] } });
    await vi.waitFor(() => expect(text()).not.toContain('Not confirmed yet'));
  });

  test('says at its field why it was refused', async () => {
    await show();
    press('Change email');
    await fill('email', 'taken@example.org');
    await submit();
    const taken = { code: 'EMAIL_TAKEN', message: 'Somebody has it.', path: ['input', 'email'] } as const;
    (await server.asked('ChangeEmail')).answer(
      changed('olga@example.org', securityOf(), { ...taken, path: [...taken.path] }),
    );
    await vi.waitFor(() =>
      expect(document.querySelector('[data-slot=error]')?.textContent).toBe('Somebody has it.'),
    );
    expect(field('email')?.value).toBe('taken@example.org');
  });
});

describe('the security page', () => {
  test('sets up an app by a picture drawn here and a key to type', async () => {
    await show();
    await startSetUp();
    expect(document.querySelector('[role=dialog] svg[role=img] path')?.getAttribute('d')).toMatch(/^M/);
    expect(document.querySelector('[role=dialog] code')?.textContent).toBe('ABCD EFGH');
    await submit();
    const asked = await server.asked('ConfirmTotp');
    expect(asked.variables).toEqual({ input: { code: '123456' }, proof: {} });
    const security = securityOf({ totpSince: '2026-11-24T10:00:00.000Z', recoveryCodesLeft: 10 });
    asked.answer({
      write: { __typename: 'ConfirmTotpPayload', recoveryCodes: codes, security, userErrors: [] },
    });
    await vi.waitFor(() => expect(text()).toContain('code-9'));
    expect(text()).toContain('10 recovery codes left.');
    dialog()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await flushPromises();
    expect(text()).toContain('code-9');
    press('I’ve saved them');
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(text()).not.toContain('code-9');
  });

  test('asks for the password where the server does', async () => {
    await show();
    await startSetUp();
    expect(field('password')).toBeNull();
    await submit();
    const write = {
      __typename: 'ConfirmTotpPayload',
      recoveryCodes: [],
      security: securityOf({ isSignInRecent: false }),
      userErrors: missing.map((each) => ({ __typename: 'UserError', ...each })),
    };
    (await server.asked('ConfirmTotp')).answer({ write });
    await fill('password', 'correct horse');
    await submit();
    expect((await server.asked('ConfirmTotp', 2)).variables).toEqual({
      input: { code: '123456' },
      proof: { password: 'correct horse' },
    });
  });

  test('sends a code in the password’s place, and not both', async () => {
    await show({ totpSince: '2026-11-24T10:00:00.000Z', recoveryCodesLeft: 2 });
    press('Turn off');
    await fill('password', 'half typed');
    press('Use a code instead', dialog() ?? undefined);
    await fill('code', '123456');
    await submit();
    const asked = await server.asked('DisableTotp');
    expect(asked.variables).toEqual({ proof: { code: '123456' } });
    asked.answer({ write: { __typename: 'DisableTotpPayload', security: securityOf(), userErrors: [] } });
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(text()).not.toContain('recovery codes left');
  });

  test('forgets what was typed of a password when its dialog closes', async () => {
    await show();
    press('Change password');
    await fill('current-password', 'correct horse');
    press('Cancel');
    await vi.waitFor(() => expect(dialog()).toBeNull());
    press('Change password');
    await vi.waitFor(() => expect(field('current-password')?.value).toBe(''));
  });
});
