import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { setUpApp, signInByPassword, typeCode } from '../second-factor/account.ts';
import { oneTimeCode } from '../second-factor/one-time-code.ts';

const product = useRollcall({ people: 0, mail: true });

const OLGA = { email: 'olga@example.org', password: 'correct horse battery staple' };
const IVY = { email: 'ivy@example.org', password: 'a few words of my own' };

const openNobody = (path: string) => product.open(path, { signedIn: false });

async function setUp(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('Email').fill(OLGA.email);
  await page.getByLabel('Password').fill(OLGA.password);
  await page.getByRole('button', { name: 'Create owner' }).click();
  await page.getByRole('heading', { name: 'People' }).waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

/** Removes the given role, if any, and gives another one. */
async function giveRole(form: Locator, given: string | undefined, name: string): Promise<void> {
  const box = (role: string) => form.getByRole('checkbox', { name: role });
  if (given) await box(given).click();
  await box(name).click();
}

test('from an empty directory to a colleague who is invited, loses rights, and is deactivated', async () => {
  await expect.poll(() => product.rollcall.output()).toContain('/setup#');
  const [, link = ''] = /(\/setup#\S+)/.exec(product.rollcall.output()) ?? [];
  const { page } = await openNobody(link);
  await setUp(page);

  await page.goto(`${product.rollcall.url}/account/security`);
  const { key } = await setUpApp(page);
  await signOut(page);
  // Makes the code of the set-up old, as it is when people sign in again.
  await product.rollcall.sql('update totp_factors set last_step = 0');
  const olga = await openNobody('/users');
  await signInByPassword(olga.page, OLGA);
  await typeCode(olga.page, oneTimeCode(key));

  const users = await new UsersScreen(olga).settled();

  await olga.page.getByRole('button', { name: 'New user' }).click();
  const form = olga.page.getByRole('dialog');
  await form.getByLabel('Email', { exact: true }).fill(IVY.email);
  await form.getByLabel('Display name', { exact: true }).fill('Ivy Invited');
  await form.getByRole('button', { name: 'More fields' }).click();
  await giveRole(form, undefined, 'Editor');
  await form.getByLabel('Invite now').click();
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await users.row('Ivy Invited').waitFor();

  const mail = await product.rollcall.mail?.linkTo(IVY.email);
  const ivy = await openNobody(mail ?? '');
  await ivy.page.getByLabel('New password').fill(IVY.password);
  await ivy.page.getByRole('button', { name: 'Set password and sign in' }).click();
  await new UsersScreen(ivy).settled();
  await ivy.page.getByRole('button', { name: 'New user' }).waitFor();
  await expect.poll(() => ivy.sockets).toBeGreaterThan(0);

  const drawer = await users.open('Ivy Invited');
  await users.field('Roles').click();
  await giveRole(drawer, 'Editor', 'Viewer');
  await drawer.getByRole('button', { name: 'Save: Roles' }).click();
  await ivy.page.getByRole('button', { name: 'New user' }).waitFor({ state: 'detached' });
  await new UsersScreen(ivy).settled();

  const again = await users.open('Ivy Invited');
  await again.getByRole('tab', { name: 'Sessions' }).click();
  await again.getByRole('button', { name: 'Sign out everywhere' }).click();
  await ivy.page.getByRole('dialog', { name: 'Your session ended' }).waitFor();
});
