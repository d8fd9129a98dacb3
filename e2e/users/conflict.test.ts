import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 40 });

async function openUsers() {
  return new UsersScreen(await product.open('/users?order=DISPLAY_NAME:ASC', { clock: true })).settled();
}

const save = (drawer: Locator) => drawer.getByRole('button', { name: 'Save' }).click();

async function writeAs(input: Record<string, unknown>) {
  const id = await product.rollcall.idOf('person.0005@example.org');
  await product.rollcall.graphql(
    'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } userErrors { code } } }',
    { input: { id, ...input } },
  );
}

test('two windows change one field: it is decided where it stands, and saved by one request', async () => {
  const [one, other] = [await openUsers(), await openUsers()];
  const [mine, theirs] = [await one.open('Person 0005'), await other.open('Person 0005')];
  await mine.getByRole('textbox', { name: 'Job title' }).fill('Mine');
  await theirs.getByRole('textbox', { name: 'Job title' }).fill('Theirs');
  await theirs.getByRole('textbox', { name: 'Phone' }).fill('+41 44 000 00 00');
  one.session.forget();
  await save(theirs);
  await other.dialog.waitFor({ state: 'detached' });

  // News of it merges the one field and sets off the other, without a request.
  await mine.getByText('1 field was changed by both of you').waitFor();
  await mine.getByRole('group', { name: 'Conflict: Job title' }).getByText('“Theirs”').waitFor();
  expect(await mine.getByRole('textbox', { name: 'Phone' }).inputValue()).toBe('+41 44 000 00 00');
  expect(await mine.getByRole('textbox', { name: 'Job title' }).inputValue()).toBe('Mine');
  // Nothing undecided is sent: Save goes to what is to be decided.
  await save(mine);
  await expect
    .poll(() => one.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toMatch(/: Job title$/);
  expect(one.session.sent).toEqual([]);

  await mine.getByRole('button', { name: /^Keep .*: Job title$/ }).click();
  await save(mine);
  await one.row('Person 0005').getByText('Mine').waitFor();
  await one.expectSent('UpdateUser');
  await other.row('Person 0005').getByText('Mine').waitFor();
});

test('a refused save answers with who changed what, and asks nothing more', async () => {
  const users = await openUsers();
  const drawer = await users.open('Person 0005');
  await drawer.getByRole('textbox', { name: 'Job title' }).fill('Mine');
  // Written behind the server's back, so that no news of it arrives.
  await product.rollcall.sql(
    `with changed as (
      update users set title = 'Theirs', version = version + 1 where email = 'person.0005@example.org' returning id)
    insert into audit_entries (action, actor_id, target_type, target_id, changes)
      select 'USER_UPDATED', o.id, 'USER', changed.id, '{"title":{"before":null,"after":"Theirs"}}'
      from changed, users o where o.email = '${product.rollcall.owner.email}'`,
  );
  users.session.forget();
  await save(drawer);
  const conflict = drawer.getByRole('group', { name: 'Conflict: Job title' });
  await conflict.getByText(/You changed this to “Theirs” in another window \d+ seconds? ago/).waitFor();
  await drawer
    .getByRole('alert')
    .getByText(/You changed this user in another window/)
    .waitFor();
  expect(users.session.sent).toEqual(['UpdateUser']);

  await conflict.getByRole('button', { name: 'Take the other: Job title' }).click();
  expect(await drawer.getByRole('textbox', { name: 'Job title' }).inputValue()).toBe('Theirs');
  expect(await conflict.count()).toBe(0);
});

test('a form in which nothing was typed follows what others change', async () => {
  const users = await openUsers();
  const drawer = await users.open('Person 0005');
  await writeAs({ version: 1, displayName: 'Person V' });
  await expect.poll(() => drawer.getByLabel('Display name').inputValue()).toBe('Person V');
  expect(await drawer.getByRole('alert').count()).toBe(0);
});

test('an address that is taken leads to who has it', async () => {
  const users = await openUsers();
  const drawer = await users.open('Person 0005');
  await drawer.getByLabel('Email', { exact: true }).fill('person.0006@example.org');
  users.session.forget();
  await save(drawer);
  await drawer.getByText('Person 0006 has this email.').waitFor();
  expect(users.session.sent).toEqual(['UpdateUser']);
  await drawer.getByLabel('Email', { exact: true }).fill('person.0005@example.org');
  await drawer.getByRole('link', { name: 'Open Person 0006' }).click();
  await expect
    .poll(() => users.dialog.getByLabel('Email', { exact: true }).inputValue())
    .toBe('person.0006@example.org');
});
