import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 30 });

const openNobody = (path: string) => product.open(path, { signedIn: false });

async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Ends sessions as another user or the time would. The console notices with its next request. */
const endSessions = () => product.rollcall.sql('update sessions set revoked_at = now()');

describe('signing in', () => {
  test('leads to the requested page, and survives a reload', async () => {
    const session = await openNobody('/users?q=person&order=DISPLAY_NAME:ASC');
    const { page } = session;
    await signIn(page, product.rollcall.owner);
    const users = await new UsersScreen(session).settled();
    expect(new URL(page.url()).search).toBe('?q=person&order=DISPLAY_NAME:ASC');

    await page.reload();
    await users.settled();
    expect(new URL(page.url()).pathname).toBe('/users');
  });

  test('with a wrong password is refused in place, and the right one then works', async () => {
    const { page } = await openNobody('/');
    const { email, password } = product.rollcall.owner;
    await signIn(page, { email, password: `${password}!` });
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Email').inputValue()).toBe(email);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'People' }).waitFor();
  });

  nightly('never leads to another site, whatever the URL says', async () => {
    const { page } = await openNobody('/sign-in?next=//example.org/users');
    await signIn(page, product.rollcall.owner);
    await page.getByRole('heading', { name: 'People' }).waitFor();
    expect(new URL(page.url()).origin).toBe(product.rollcall.url);
  });

  nightly('leaves no token where a foreign script could find it', async () => {
    const { page, context } = await product.open('/users');
    await page.getByRole('heading', { name: 'People' }).waitFor();
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).not.toMatch(/eyJ|refresh/);
    const cookies = await context.cookies(`${product.rollcall.url}/graphql`);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  });
});

test('the page loads with one renewal of the session, and sends each request once', async () => {
  const users = await new UsersScreen(await product.open('/users')).settled();
  expect(users.session.sent.toSorted()).toEqual(['RefreshSession', 'UserChanged', 'Users']);
});

describe('signing out', () => {
  test('clears the page in every tab, and the Back button shows nothing', async () => {
    const session = await product.open('/users');
    const { page, context } = session;
    const users = await new UsersScreen(session).settled();
    const other = await context.newPage();
    await other.goto(`${product.rollcall.url}/users/new`);
    await other.getByLabel('Display name').fill('Half typed');

    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await other.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await users.rows.count()).toBe(0);

    await page.goto(`${product.rollcall.url}/users`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  nightly('and signing in again in one tab signs in the other one', async () => {
    const { page, context } = await openNobody('/users');
    const other = await context.newPage();
    await other.goto(`${product.rollcall.url}/users?q=person`);
    await other.getByLabel('Email').waitFor();
    await signIn(page, product.rollcall.owner);
    await other.getByRole('heading', { name: 'People' }).waitFor();
    expect(new URL(other.url()).search).toBe('?q=person');
  });
});

describe('a session that ended', () => {
  test('loses no typed text, and a sent request arrives after signing in again', async () => {
    const session = await product.open('/users');
    const users = await new UsersScreen(session).settled();
    await users.page.getByRole('button', { name: 'New user' }).click();
    await users.dialog.getByLabel('Email', { exact: true }).fill('typed@example.org');
    await users.dialog.getByLabel('Display name').fill('Typed Before');
    await endSessions();
    await users.page.getByRole('button', { name: 'Create', exact: true }).click();

    const dialog = users.page.getByRole('dialog', { name: 'Your session ended' });
    await dialog.waitFor();
    expect(await dialog.getByLabel('Email').inputValue()).toBe(product.rollcall.owner.email);
    const password = dialog.getByLabel('Password');
    await expect.poll(() => password.evaluate((element) => element === document.activeElement)).toBe(true);
    await users.page.keyboard.press('Escape');
    await users.page.keyboard.type(product.rollcall.owner.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();

    await users.row('Typed Before').waitFor();
    await users.dialog.waitFor({ state: 'detached' });
    expect(session.sent.filter((name) => name === 'SignIn')).toHaveLength(1);
    const [made] = await product.rollcall.sql<{ count: string }>(
      `select count(*) from users where email = 'typed@example.org'`,
    );
    expect(made?.count).toBe('1');
  });

  nightly('can be left', async () => {
    const session = await product.open('/users');
    const users = await new UsersScreen(session).settled();
    await endSessions();
    await users.search.fill('person 002');
    const dialog = users.page.getByRole('dialog', { name: 'Your session ended' });
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await users.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await users.rows.count()).toBe(0);
  });

  nightly('in the playground sends the operation after signing in again', async () => {
    const { page } = await product.open('/playground');
    await page.getByText('ListUsers').first().waitFor();
    await endSessions();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session ended' });
    await dialog.getByLabel('Password').fill(product.rollcall.owner.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('"totalCount"').waitFor();
  });
});
