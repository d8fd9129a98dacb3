import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { openBrowser, type TestBrowser } from '../../testing/test-browser.js';
import { createUsers } from '../../testing/requests/user-requests.js';

const OLD = 'correct horse battery';
const NEW = 'entirely other words';
const EMAIL = 'ann@example.org';
const CHANGE = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) { userErrors { code path } }
}`;

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(async () => {
  await test.database.query('delete from users');
  await test.database.query('delete from sign_in_limits');
  await createUsers(test, { email: EMAIL, password: OLD });
});
afterAll(() => test.close());

async function signedIn(): Promise<TestBrowser> {
  const browser = openBrowser(test);
  await browser.signIn(EMAIL, OLD);
  return browser;
}

const change = async (browser: TestBrowser, currentPassword: string, newPassword: string) =>
  (await browser.post(CHANGE, { input: { currentPassword, newPassword } })).data.changePassword.userErrors;

const viewer = async (browser: TestBrowser) => (await browser.post('{ viewer { email } }')).data.viewer;

it('sets the new password, and ends all sessions but this one', async () => {
  const here = await signedIn();
  const elsewhere = await signedIn();
  expect(await change(here, OLD, NEW)).toEqual([]);
  expect(await viewer(here)).toEqual({ email: EMAIL });
  expect(await viewer(elsewhere)).toBeNull();
  expect((await openBrowser(test).signIn(EMAIL, OLD)).accessToken).toBeNull();
  expect((await openBrowser(test).signIn(EMAIL, NEW)).accessToken).not.toBeNull();
  const kept = await test.database.query<{ changes: object }>(
    `select changes from audit_entries where action = 'PASSWORD_CHANGED'`,
  );
  expect(kept).toEqual([{ changes: { password: { before: null, after: null } } }]);
});

it.each([
  ['a wrong present one', 'wrong horse', NEW, 'WRONG_CREDENTIALS', 'currentPassword'],
  ['none', '', NEW, 'WRONG_CREDENTIALS', 'currentPassword'],
  ['a new one that is short', OLD, 'short', 'WEAK_PASSWORD', 'newPassword'],
  ['one of the commonest', OLD, 'password1', 'WEAK_PASSWORD', 'newPassword'],
  ['their own address', OLD, EMAIL.toUpperCase(), 'WEAK_PASSWORD', 'newPassword'],
])('refuses %s, and changes nothing', async (_what, current, next, code, field) => {
  const browser = await signedIn();
  expect(await change(browser, current, next)).toEqual([{ code, path: ['input', field] }]);
  expect((await openBrowser(test).signIn(EMAIL, OLD)).accessToken).not.toBeNull();
});

it('limits a stolen session to ten guesses, and leaves the attempts of the person’s own session', async () => {
  const thief = await signedIn();
  const codes: string[] = [];
  for (let n = 0; n < 11; n += 1) codes.push((await change(thief, `guess ${n}`, NEW))[0].code);
  expect(codes).toEqual([...Array<string>(10).fill('WRONG_CREDENTIALS'), 'LIMIT']);
  expect((await change(thief, OLD, NEW))[0].code).toBe('LIMIT');
  expect(await change(await signedIn(), OLD, NEW)).toEqual([]);
});

it('needs a session: refused without a sign-in and with an access token', async () => {
  const input = { currentPassword: OLD, newPassword: NEW };
  expect((await openBrowser(test).post(CHANGE, { input })).errors?.[0].extensions.code).toBe(
    'UNAUTHENTICATED',
  );
  expect((await test.graphql(CHANGE, { input })).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
});
