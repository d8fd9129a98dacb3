import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { nightly, nightlyGroup } from '../../scripts/nightly.mjs';
import type { Session } from '../browser/session.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const ANN = { email: 'ann@example.org', password: 'correct horse battery staple' };
const product = useRollcall({ people: 2 });

beforeEach(async () => {
  await product.rollcall.sql(
    'delete from user_roles where role_id in (select id from roles where key is null)',
  );
  await product.rollcall.sql('delete from roles where key is null');
});

async function makeRole(name: string, ...permissions: string[]): Promise<string> {
  const { createRole } = await product.rollcall.graphql<{ createRole: { role: { id: string } } }>(
    `mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id } } }`,
    { input: { name, permissions, description: `What ${name} is for` } },
  );
  return createRole.role.id;
}

/** Adds Ann with these roles, and signs her in by hand in a new browser. */
async function openAsAnn(...roleIds: string[]): Promise<Session> {
  await product.rollcall.graphql(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
    { input: { ...ANN, displayName: 'Ann Other', roleIds } },
  );
  const session = await product.open('/sign-in', { signedIn: false });
  await session.page.getByLabel('Email').fill(ANN.email);
  await session.page.getByLabel('Password', { exact: true }).fill(ANN.password);
  await session.page.getByRole('button', { name: 'Sign in' }).click();
  return session;
}

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Pages' });

test('a role is created, given, and removed, and its holder’s open browser follows at once', async () => {
  const owner = await product.open('/users');
  const ann = await openAsAnn(await makeRole('Onlooker', 'USERS_READ'));
  await new UsersScreen(ann).settled();
  expect(await navigation(ann.page).locator('.nav-link').allTextContents()).toEqual([
    'Home',
    'People',
    'Playground',
    'Account',
  ]);

  await navigation(owner.page).getByRole('link', { name: 'Roles' }).click();
  await owner.page.getByText('6 roles').waitFor();
  await owner.page.getByRole('button', { name: 'New role' }).click();
  const dialog = owner.page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Keeper');
  await dialog.getByLabel('Description').fill('Keeps roles');
  await dialog.getByRole('checkbox', { name: 'Read users' }).click();
  await dialog.getByRole('checkbox', { name: 'Manage roles' }).click();
  owner.forget();
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await owner.page.getByText('7 roles').waitFor();
  await dialog.waitFor({ state: 'detached' });
  expect(owner.sent).toEqual(['CreateRole']);

  await navigation(owner.page).getByRole('link', { name: 'People' }).click();
  const users = new UsersScreen(owner);
  await users.rows.first().waitFor();
  const drawer = await users.open('Ann Other');
  await users.field('Roles').click();
  await drawer.getByRole('checkbox', { name: 'Keeper' }).click();
  await drawer.getByRole('button', { name: 'Save: Roles' }).click();
  await navigation(ann.page).getByRole('link', { name: 'Roles' }).waitFor();

  await navigation(owner.page).getByRole('link', { name: 'Roles' }).click();
  await owner.page.getByRole('button', { name: 'Edit Keeper' }).click();
  await dialog.getByRole('checkbox', { name: 'Manage roles' }).click();
  owner.forget();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await navigation(ann.page).getByRole('link', { name: 'Roles' }).waitFor({ state: 'detached' });
  expect(owner.sent).toEqual(['UpdateRole']);
  expect(ann.sent).not.toContain('SignOut');
});

test('a page that a user may no longer see is left with its next request', async () => {
  const id = await makeRole('Keeper', 'USERS_READ', 'ROLES_WRITE');
  const { page } = await openAsAnn(id);
  await navigation(page).getByRole('link', { name: 'Roles' }).click();
  await page.getByRole('button', { name: 'Duplicate Keeper' }).click();
  await product.rollcall.graphql(
    'mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { userErrors { code } } }',
    { input: { id, version: 1, permissions: ['USERS_READ'] } },
  );
  await page.getByRole('button', { name: 'Create role' }).click();
  await page.getByText('You no longer have access to that page.').first().waitFor();
  await page.getByRole('heading', { name: 'People' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/users');
});

nightly('a role links to its users, and is not deleted while it has any', async () => {
  const id = await makeRole('Helpdesk', 'USERS_READ');
  const ann = await openAsAnn(id);
  await new UsersScreen(ann).settled();
  const { page } = await product.open('/roles');
  await page.getByRole('button', { name: 'Delete Helpdesk' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('1 user has this role, the bin included.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Helpdesk' })
    .getByRole('link', { name: '1 user' })
    .click();
  await page.getByText('1 found').waitFor();
  expect(new URL(page.url()).search).toBe(`?role=${id}`);
});

nightlyGroup('axe finds no fault and nothing is too wide', () => {
  test.each(Object.entries(LOOKS))('in the list and the dialog, %s', async (_name, look) => {
    await makeRole('A role with a rather long name for the phone', 'USERS_READ', 'AUDIT_READ');
    const session = await product.open('/roles', look.options);
    const { page } = session;
    await page.locator('li [aria-expanded]').first().click();
    await page.locator('li dd').first().waitFor();
    await expectNoFaults(session, look);

    await page.locator('main h1 ~ p').waitFor();
    await page.keyboard.press('n');
    await page.locator('[role=dialog] form').waitFor();
    await page.locator('[type=submit]').click();
    await page.locator('[data-slot=error]').first().waitFor();
    await expectNoFaults(session, look, '[role=dialog]');
  });
});
