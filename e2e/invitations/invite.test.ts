import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 3, mail: true });
const PASSWORD = 'a few words of my own';

const mail = () => {
  if (!product.rollcall.mail) throw new Error('There is no mail server.');
  return product.rollcall.mail;
};

async function inviteNew(users: UsersScreen, name: string, email: string): Promise<void> {
  await users.page.getByRole('button', { name: 'New user' }).click();
  await users.page.getByLabel('Email', { exact: true }).fill(email);
  await users.page.getByLabel('Display name', { exact: true }).fill(name);
  await users.page.getByLabel('Invite now').click();
  users.session.forget();
  await users.page.getByRole('button', { name: 'Create', exact: true }).click();
  await users.row(name).waitFor();
}

async function setPassword(page: Page, button: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: button }).click();
}

describe('an invitation', () => {
  test('is sent with the new user in one request, and its link signs the user in', async () => {
    const users = await new UsersScreen(await product.open('/users')).settled();
    await inviteNew(users, 'Ivy Invited', 'ivy@example.org');
    expect(users.session.sent).toEqual(['CreateUser']);

    const link = await mail().linkTo('ivy@example.org');
    const { page } = await product.open(link, { signedIn: false });
    await page.getByText('Ivy Invited').waitFor();
    await page.getByText('ivy@example.org').waitFor();
    expect(await page.getByLabel('New password').getAttribute('autocomplete')).toBe('new-password');
    await setPassword(page, 'Set password and sign in', 'password1');
    await page.getByText('one of the most common passwords').waitFor();
    await page.getByLabel('New password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menu').getByText('ivy@example.org').waitFor();

    const again = await product.open(link, { signedIn: false });
    await again.page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
  });

  test('shows by itself that it was not sent, and is sent again from the list', async () => {
    mail().take(false);
    const inviter = await product.open('/users');
    const users = await new UsersScreen(inviter).settled();
    await inviteNew(users, 'Bea Bounced', 'bea@example.org');
    const { page } = inviter;
    await page.getByRole('link', { name: 'Invitations' }).click();
    // Notices are items of a list too, and contain her name.
    const list = page.getByRole('list', { name: 'Invitations' });
    const row = list.getByRole('listitem').filter({ hasText: 'Bea Bounced' });
    await row.getByText('Email not sent').waitFor();

    mail().take(true);
    inviter.forget();
    await row.getByRole('button', { name: 'Resend' }).click();
    await row.getByText('Emailed').waitFor();
    expect(inviter.sent).toEqual(['InviteUser']);

    const link = await mail().linkTo('bea@example.org');
    inviter.forget();
    await row.getByRole('button', { name: 'Withdraw' }).click();
    await row.getByText('Withdrawn').waitFor();
    expect(inviter.sent).toEqual(['CancelInvitation']);
    const { page: late } = await product.open(link, { signedIn: false });
    await late.getByRole('heading', { name: 'This link no longer works' }).waitFor();
  });

  nightly('made in the drawer shows there as accepted, without a reload', async () => {
    await product.rollcall.graphql(
      'mutation { createUser(input: { email: "cal@example.org", displayName: "Cal" }) { user { id } } }',
    );
    const users = await new UsersScreen(await product.open('/users')).settled();
    const drawer = await users.open('Cal');
    await drawer.getByText('Not invited yet').waitFor();
    await drawer.getByRole('button', { name: 'Invite', exact: true }).click();
    await drawer.getByText('Emailed').waitFor();
    const { page } = await product.open(await mail().linkTo('cal@example.org'), { signedIn: false });
    await setPassword(page, 'Set password and sign in');
    await page.getByRole('button', { name: 'Account' }).waitFor();
    await drawer.getByText('Active', { exact: true }).waitFor();
  });

  nightly('shows its recipient at the start of the line in Arabic, too', async () => {
    await product.rollcall.graphql(
      'mutation { createUser(input: { email: "eve@example.org", displayName: "Eve", invite: true }) { user { id } } }',
    );
    const link = await mail().linkTo('eve@example.org');
    const { page } = await product.open(link, { signedIn: false, locale: 'ar' });
    const name = await page.getByText('Eve', { exact: true }).boundingBox();
    const email = await page.getByText('eve@example.org', { exact: true }).boundingBox();
    const end = (box: typeof name) => box && Math.round(box.x + box.width);
    expect(end(name)).toBe(end(email));
    expect(name?.width).toBeLessThan(email?.width ?? 0);
  });

  nightly('can be accepted while another user is signed in', async () => {
    await product.rollcall.graphql(
      'mutation { createUser(input: { email: "dan@example.org", displayName: "Dan", invite: true }) { user { id } } }',
    );
    const { page } = await product.open(await mail().linkTo('dan@example.org'));
    await setPassword(page, 'Set password and sign in');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menu').getByText('dan@example.org').waitFor();
  });
});

describe('a forgotten password', () => {
  test('is replaced by a mailed link, and the new one works for signing in', async () => {
    const { email, password } = product.rollcall.owner;
    const { page } = await product.open('/', { signedIn: false });
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Send link' }).click();
    await page.getByRole('heading', { name: 'Check your inbox' }).waitFor();

    const link = await mail().linkTo(email);
    await page.goto(`${product.rollcall.url}${link}`);
    await setPassword(page, 'Set new password');
    await page.getByRole('heading', { name: 'Password changed' }).waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'People' }).waitFor();

    await page.goto(`${product.rollcall.url}${link}`);
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    // Other tests sign in with the previous password.
    await product.rollcall.sql('delete from sign_in_limits');
    await page.goto(`${product.rollcall.url}/forgot`);
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Send link' }).click();
    await expect.poll(() => mail().linkTo(email)).not.toBe(link);
    await page.goto(`${product.rollcall.url}${await mail().linkTo(email)}`);
    await setPassword(page, 'Set new password', password);
    await page.getByRole('heading', { name: 'Password changed' }).waitFor();
  });
});
