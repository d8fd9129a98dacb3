import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Session } from '../browser/session.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

/** Each main task of the console without a pointer: by its keys, and by Tab to elements without a key. */
const product = useRollcall({ people: 12 });

/** More stops than any page has before the target. */
const MAX_STOPS = 100;

async function tabTo({ page }: Session, target: Locator): Promise<void> {
  await target.waitFor();
  // An editor of the playground is in a shadow root, which has its own active element.
  const hasFocus = () => target.evaluate((element) => element.matches(':focus'));
  for (let stop = 0; stop < MAX_STOPS && !(await hasFocus()); stop += 1) await page.keyboard.press('Tab');
  expect(await hasFocus()).toBe(true);
  // WCAG 2.4.11: floating elements do not hide the focus.
  const isSeen = await target.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    // What is on the page has one of these as its root.
    const root = element.getRootNode() as Document | ShadowRoot;
    const top = root.elementFromPoint(x + width / 2, y + height / 2);
    return element.contains(top) || top?.contains(element);
  });
  expect(isSeen).toBe(true);
}

async function pressAt(session: Session, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(session, target);
  await session.page.keyboard.press(key);
}

async function type({ page: { keyboard } }: Session, ...parts: string[]): Promise<void> {
  for (const part of parts) {
    if (part === '\t') await keyboard.press('Tab');
    else await keyboard.type(part);
  }
}

async function press({ page: { keyboard } }: Session, ...keys: string[]): Promise<void> {
  for (const key of keys) await keyboard.press(key);
}

test('signing in, choosing a language, and signing out', async () => {
  const { owner } = product.rollcall;
  const session = await product.open('/users', { signedIn: false });
  const { page } = session;
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await tabTo(session, page.getByLabel('Email'));
  await type(session, owner.email);
  await tabTo(session, page.getByLabel('Password', { exact: true }));
  await type(session, owner.password);
  await press(session, 'Enter');
  await new UsersScreen(session).settled();

  const menu = page.locator(
    'header button[aria-haspopup=menu]:visible, aside button[aria-haspopup=menu]:visible',
  );
  await pressAt(session, menu.last());
  await page.getByRole('menuitem', { name: 'Language' }).waitFor();
  await type(session, 'Lang');
  await press(session, 'Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Deutsch' }).waitFor();
  await type(session, 'Deut');
  await press(session, 'Enter');
  await page.getByRole('heading', { name: 'Personen' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await pressAt(session, menu.last());
  await page.getByRole('menuitem', { name: 'Abmelden' }).waitFor();
  await type(session, 'Abm');
  await press(session, 'Enter');
  await page.getByRole('button', { name: 'Anmelden', exact: true }).waitFor();
});

test('a user is created, found, changed and left', async () => {
  const users = await new UsersScreen(await product.open('/users')).settled();
  const { session, page } = users;
  await press(session, 'n');
  await tabTo(session, page.getByLabel('Email', { exact: true }));
  await type(session, 'ada@example.org', '\t', 'Ada Lovelace');
  await pressAt(session, page.getByRole('button', { name: 'Create', exact: true }));
  await users.row('Ada Lovelace').waitFor();

  await press(session, '/');
  await type(session, 'lovelace');
  await page.getByText('1 found').waitFor();
  await press(session, 'Enter', 'Enter');
  await users.dialog.locator('[data-field=email]').waitFor();
  await pressAt(session, users.field('Job title'));
  await type(session, 'Countess');
  await press(session, 'Enter');
  await users.dialog.getByText('Countess').first().waitFor();
  await press(session, 'Escape');
  await users.dialog.waitFor({ state: 'detached' });
});

test('a user is deactivated, reactivated by Undo, deleted, and restored from the bin', async () => {
  const users = await new UsersScreen(await product.open('/users')).settled();
  const { session, page } = users;
  const row = users.row('Person 0002');
  await press(session, 'j', 'j', 'd');
  await row.getByText('Deactivated').waitFor();
  await press(session, 'z');
  await row.getByText('Active').waitFor();
  await press(session, '#');
  await row.waitFor({ state: 'detached' });
  await press(session, 'g', 'b');
  await page.getByRole('heading', { name: 'Bin' }).waitFor();
  await pressAt(session, page.getByRole('button', { name: /^Restore/ }).last());
  await page.getByRole('link', { name: 'Person 0002' }).waitFor({ state: 'detached' });
});

test('several are selected and changed by a job, which is undone', async () => {
  const users = await new UsersScreen(await product.open('/users')).settled();
  const { session, page } = users;
  await press(session, 'j', 'j', 'x', 'Shift+ArrowDown');
  const bar = page.getByRole('region', { name: 'Selected people' });
  await pressAt(session, bar.getByRole('button', { name: 'Deactivate' }));
  await pressAt(session, users.dialog.getByRole('button', { name: /^Deactivate/ }));
  const card = page.getByRole('region', { name: 'Running jobs' });
  await card.getByText('2 changed', { exact: true }).waitFor();
  await pressAt(session, card.getByRole('button', { name: 'Undo' }));
  await card.getByText('Undo: Deactivate people').waitFor();
});

test('the list is filtered, and exported', async () => {
  const users = await new UsersScreen(await product.open('/users')).settled();
  const { session, page } = users;
  await pressAt(session, page.locator('main').getByRole('button', { name: 'Status' }));
  await users.dialog.waitFor();
  await pressAt(
    session,
    users.dialog.getByRole('checkbox').or(users.dialog.getByRole('option')).first(),
    'Space',
  );
  await expect.poll(() => new URL(page.url()).search).toContain('status=');
  await press(session, 'Escape');
  await pressAt(session, page.getByRole('button', { name: 'Export this list' }));
  await page.getByRole('menuitem', { name: 'CSV' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    type(session, 'CSV').then(() => press(session, 'Enter')),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});

test('people are imported from a file', async () => {
  const session = await product.open('/import');
  const { page } = session;
  const choosing = page.waitForEvent('filechooser');
  await pressAt(session, page.getByRole('button', { name: 'Choose a file' }));
  const buffer = Buffer.from('email,displayName\nnew@import.example,Grace Hopper\n');
  await (await choosing).setFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
  await pressAt(session, page.getByRole('button', { name: 'Import 1 person' }));
  const main = page.getByRole('main');
  await main.getByText('1 created').waitFor();
  await pressAt(session, main.getByRole('button', { name: 'Undo' }));
  await page.getByRole('heading', { name: 'Undo: Import people.csv' }).waitFor();
});

test('a day of a chart of the home page leads to its list, by the table', async () => {
  const session = await product.open('/home');
  const { page } = session;
  const main = page.getByRole('main');
  await pressAt(session, main.getByRole('button', { name: 'Table' }).first());
  await pressAt(session, main.getByRole('table', { name: 'People added' }).getByRole('link').last());
  await expect.poll(() => new URL(page.url()).search).toMatch(/from=.*to=/);
});

test('a role and an access token are created', async () => {
  const session = await product.open('/roles');
  const { page } = session;
  await page.getByRole('button', { name: 'New role' }).waitFor();
  await press(session, 'n');
  await page.getByRole('dialog').waitFor();
  await tabTo(session, page.getByLabel('Name', { exact: true }));
  await type(session, 'Helpdesk');
  await pressAt(session, page.getByRole('checkbox', { name: 'Read users' }), 'Space');
  await pressAt(session, page.getByRole('button', { name: 'Create role' }));
  await page.getByRole('listitem').filter({ hasText: 'Helpdesk' }).waitFor();

  await press(session, 'g', 't');
  await page.getByRole('heading', { name: 'Access tokens' }).waitFor();
  await pressAt(session, page.getByRole('button', { name: 'New token' }).first());
  await tabTo(session, page.getByLabel('Name', { exact: true }));
  await type(session, 'Script');
  await pressAt(session, page.getByRole('dialog').getByRole('checkbox').first(), 'Space');
  await pressAt(session, page.getByRole('button', { name: /^Create/ }));
  await tabTo(session, page.getByRole('button', { name: /^Copy/ }).first());
});

test('an operation is written and run in the playground, and the editor is left', async () => {
  const session = await product.open('/playground');
  const { page } = session;
  await page.locator('.cm-content').first().waitFor();
  await tabTo(session, page.locator('.cm-content').first());
  await press(session, 'Control+a', 'Delete');
  await type(session, '{ viewer { email ');
  await press(session, 'Control+Enter');
  await page.getByText(product.rollcall.owner.email).last().waitFor();
  await press(session, 'Escape', 'Tab');
  expect(
    await page
      .locator('.cm-content')
      .first()
      .evaluate((element) => element.matches(':focus')),
  ).toBe(false);
});

test('an entry of the audit trail is opened, and the trail is filtered', async () => {
  const session = await product.open('/audit');
  const { page } = session;
  await pressAt(session, page.locator('main').getByRole('button', { name: 'Filters' }));
  await page.locator('input[type=date]').first().waitFor();
  await press(session, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await pressAt(session, page.locator('main li [aria-expanded]').first());
  expect(await page.locator('main li [aria-expanded]').first().getAttribute('aria-expanded')).toBe('true');
});
