import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { nightly, nightlyGroup } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { signIn } from '../product/sign-in.ts';

const product = useRollcall({ people: 3 });

const entries = (page: Page) => page.locator('[data-entry]');

const unfold = (entry: Locator) => entry.getByRole('button', { name: 'Details' }).click();

/** Makes a change whose entry has every kind of difference. */
async function change(email: string): Promise<string> {
  const { rollcall } = product;
  const { roles } = await rollcall.graphql<{ roles: { id: string; name: string }[] }>(
    '{ roles { id name } }',
  );
  const id = await rollcall.idOf(email);
  const input = {
    id,
    version: 1,
    title: 'Lead',
    phone: '1',
    roleIds: [roles.find((role) => role.name === 'Editor')?.id],
  };
  const { updateUser } = await rollcall.graphql<{ updateUser: { userErrors: object[] } }>(
    'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { userErrors { message } } }',
    { input },
  );
  expect(updateUser.userErrors).toEqual([]);
  return id;
}

test('a change made in the console is in the user’s history, with the values before and after', async () => {
  const users = await new UsersScreen(await product.open('/users')).settled();
  const drawer = await users.open('Person 0001');
  await users.change('Job title', 'Lead');
  await users.notice('Job title of Person 0001 changed').waitFor();
  await users.field('Roles').click();
  await drawer.getByRole('checkbox', { name: 'Editor' }).check();
  await drawer.getByRole('button', { name: 'Save: Roles' }).click();
  await users.notice('Roles of Person 0001 changed').waitFor();
  users.session.forget();
  await drawer.getByRole('tab', { name: 'Activity' }).click();
  const [roles, title] = [entries(users.page).nth(0), entries(users.page).nth(1)];
  await title.getByText('Person 0003 updated Person 0001').waitFor();
  await unfold(roles);
  await expect.poll(() => roles.locator('[data-field=roles]').textContent()).toMatch(/Added\s*Editor/);
  await unfold(title);
  expect(await title.locator('[data-field=title] del').textContent()).toBe('Analyst');
  expect(await title.locator('[data-field=title] ins').textContent()).toBe('Lead');
  // The history came over the WebSocket.
  expect(users.session.sent).toEqual([]);

  await drawer.getByRole('link', { name: 'Open in the audit trail' }).click();
  await users.page.getByRole('button', { name: 'Remove the filter About Person 0001' }).waitFor();
  await entries(users.page).getByText('Person 0003 updated Person 0001').first().waitFor();
});

test('the filters select the entries, and the URL keeps them', async () => {
  const id = await change('person.0002@example.org');
  const { page } = await product.open('/audit');
  await entries(page).filter({ hasText: 'signed in' }).first().waitFor();
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByLabel('Action').click();
  await page.getByRole('option', { name: 'User updated' }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('Target').click();
  await page.getByPlaceholder('Search by name or email').fill('0002');
  await page.getByRole('option', { name: 'Person 0002' }).click();
  await page.waitForURL(/target=/);
  expect(new URL(page.url()).search).toBe(`?action=USER_UPDATED&target=${id}`);
  await page.locator('h1 + [role=status]').getByText('1 entry', { exact: true }).waitFor();
  expect(await entries(page).count()).toBe(1);

  await page.reload();
  await page.getByRole('button', { name: 'Remove the filter About Person 0002' }).waitFor();
  await expect.poll(() => entries(page).count()).toBe(1);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await entries(page).filter({ hasText: 'signed in' }).first().waitFor();
});

test.each([
  ['CSV, for spreadsheets', 'csv'],
  ['JSON Lines, for scripts', 'jsonl'],
])('%s: only the filtered entries are downloaded', async (choice, format) => {
  const id = await change('person.0002@example.org');
  const { page } = await product.open(`/audit?action=USER_UPDATED&target=${id}`);
  await entries(page).first().waitFor();
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: choice }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(String.raw`^audit-\d{4}-\d\d-\d\d\.${format}$`));
  const text = await readFile(await download.path(), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .slice(format === 'csv' ? 1 : 0);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(id);
  expect(lines[0]).toContain('Lead');
});

test('entries of others appear by themselves', async () => {
  const { page } = await product.open('/audit');
  await entries(page).filter({ hasText: 'signed in' }).first().waitFor();
  await change('person.0001@example.org');
  await entries(page).getByText('Person 0003 updated Person 0001').waitFor();
});

nightly('older entries are loaded below the existing ones', async () => {
  await product.rollcall.sql(
    `insert into audit_entries (occurred_at, action, target_type, target_id, request_id)
     select '2020-01-01'::timestamptz + n * interval '1 minute', 'SIGNED_OUT', 'USER',
            case when n > 2 then gen_random_uuid() end, 'request ' || n
     from generate_series(1, 60) as n`,
  );
  const { page } = await product.open('/audit?action=SIGNED_OUT&until=2020-01-03');
  await expect.poll(() => entries(page).count()).toBe(50);
  await page.getByRole('button', { name: 'Load more' }).click();
  // The two oldest have the same text.
  await expect.poll(() => entries(page).count()).toBe(59);
  await unfold(entries(page).last());
  expect(await entries(page).locator('code').allTextContents()).toEqual(['request 2', 'request 1']);
});

test('a Viewer has no link to it, and gets a page about the missing permission at its URL', async () => {
  const { rollcall } = product;
  const { roles } = await rollcall.graphql<{ roles: { id: string; name: string }[] }>(
    '{ roles { id name } }',
  );
  const viewer = { email: 'vera@example.org', password: 'a long one, for a viewer' };
  const input = {
    ...viewer,
    displayName: 'Vera',
    roleIds: [roles.find(({ name }) => name === 'Viewer')?.id],
  };
  await rollcall.graphql(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
    {
      input,
    },
  );
  await signIn(rollcall.url, viewer);

  const session = await product.open('/audit', { signedIn: false });
  const { page } = session;
  await page.getByLabel('Email').fill(viewer.email);
  await page.getByLabel('Password', { exact: true }).fill(viewer.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').getByText('You don’t have access').waitFor();
  expect(new URL(page.url()).pathname).toBe('/audit');
  expect(await page.getByRole('navigation').locator('.nav-link').allTextContents()).toEqual([
    'Home',
    'People',
    'Playground',
    'Account',
  ]);
  expect(session.sent).not.toContain('AuditEntries');

  await page.getByRole('navigation').getByRole('link', { name: 'People' }).click();
  const users = new UsersScreen(session);
  await users.row('Person 0001').getByRole('link').click();
  await users.dialog.getByText('View only').waitFor();
  expect(await users.dialog.getByRole('tab', { name: 'Activity' }).count()).toBe(0);
});

nightlyGroup('axe finds no fault and nothing is too wide', () => {
  describe.each(Object.entries(LOOKS))('%s', (_name, look) => {
    test('in the list, its filters, and without matches', async () => {
      await change('person.0002@example.org');
      const users = new UsersScreen(
        await product.open('/audit?action=USER_UPDATED&from=2026-01-01', look.options),
      );
      const { page } = users;
      await entries(page).first().waitFor();
      await entries(page).first().locator('[aria-expanded]').click();
      await expectNoFaults(users.session, look);
      await page.locator('main [aria-haspopup=dialog]').click();
      await page.locator('input[type=date]').first().waitFor();
      await expectNoFaults(users.session, look, '[role=dialog]');
      await page.goto(`${product.rollcall.url}/audit?until=2001-01-01`);
      await page.locator('h2').waitFor();
      await expectNoFaults(users.session, look);
    });

    test('in a user’s history', async () => {
      const id = await change('person.0002@example.org');
      const users = new UsersScreen(await product.open(`/users/${id}/activity`, look.options));
      await entries(users.page).first().waitFor();
      await entries(users.page).first().locator('[aria-expanded]').click();
      await expectNoFaults(users.session, look, '[data-detail]');
    });
  });
});
