import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 3 });

test('without a mail server, the link can be copied, and signs the user in', async () => {
  const users = await new UsersScreen(await product.open('/users')).settled();
  await users.page.getByRole('button', { name: 'New user' }).click();
  await users.page.getByLabel('Email', { exact: true }).fill('ivy@example.org');
  await users.page.getByLabel('Display name', { exact: true }).fill('Ivy Invited');
  await users.page.getByLabel('Invite now').click();
  await users.page.getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = users.page.getByRole('dialog', { name: 'Invitation link' });
  const link = await dialog.getByRole('textbox', { name: 'Invitation link' }).inputValue();
  expect(link).toMatch(new RegExp(`^${product.rollcall.url}/accept#[\\w-]{43}$`));
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await users.dialog.waitFor({ state: 'detached' });
  await users.row('Ivy Invited').waitFor();

  const entered = await product.open(new URL(link).pathname + new URL(link).hash, { signedIn: false });
  const { page } = entered;
  await page.getByLabel('New password').fill('a few words of my own');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Account' }).waitFor();
  // Without a role, a page greets her, and the console sends no query for it.
  await page.getByRole('heading', { name: 'Welcome, Ivy Invited' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/welcome');
  expect(entered.sent).toEqual(['RefreshSession', 'InvitationHolder', 'AcceptInvitation']);
});

test('without a mail server, a user who forgot the password is referred to an administrator, who gets a link', async () => {
  const { page } = await product.open('/forgot', { signedIn: false });
  await page.getByRole('heading', { name: 'Ask an administrator' }).waitFor();

  await product.rollcall.graphql(
    'mutation { createUser(input: { email: "bob@example.org", displayName: "Bob", password: "before it was lost" }) { user { id } } }',
  );
  const users = await new UsersScreen(await product.open('/users')).settled();
  const drawer = await users.open('Bob');
  await drawer.getByRole('tab', { name: 'Sign-in' }).click();
  await drawer.getByRole('button', { name: 'Create reset link' }).click();
  const link = await users.page.getByRole('textbox', { name: 'Reset link' }).inputValue();
  await page.goto(link);
  await page.getByLabel('New password').fill('a few words of my own');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await page.getByRole('heading', { name: 'Password changed' }).waitFor();
});
