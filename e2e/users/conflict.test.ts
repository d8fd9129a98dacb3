import { expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 40 });

async function openUsers() {
  return new UsersScreen(await product.open('/users?order=DISPLAY_NAME:ASC', { clock: true })).settled();
}

async function writeAs(input: Record<string, unknown>) {
  const id = await product.rollcall.idOf('person.0005@example.org');
  await product.rollcall.graphql(
    'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } userErrors { code } } }',
    { input: { id, ...input } },
  );
}

test('two windows change one field: the conflict is resolved at the field, and saved by one request', async () => {
  const [one, other] = [await openUsers(), await openUsers()];
  const mine = await one.open('Person 0005');
  const theirs = await other.open('Person 0005');
  const place = await other.topOf('Job title');
  await one.type('Job title', 'Mine');
  one.session.forget();
  // A field that moved would not receive a press that has begun.
  await theirs.getByText('You are editing in another window').waitFor();
  expect(await other.topOf('Job title')).toBe(place);
  await other.change('Job title', 'Theirs');
  await other.change('Phone', '+41 44 000 00 00');

  // Its news merges one field and marks the other as a conflict, without a request.
  await mine.getByText('1 field was changed by both of you').waitFor();
  await mine.getByRole('group', { name: 'Conflict: Job title' }).getByText('“Theirs”').waitFor();
  await one.field('Phone').getByText('+41 44 000 00 00').waitFor();
  expect(await one.topOf('Job title')).toBe(place);
  expect(await one.input('Job title').inputValue()).toBe('Mine');
  // Unresolved fields are not sent: Enter moves to the conflict.
  await one.input('Job title').press('Enter');
  await expect
    .poll(() => one.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toMatch(/: Job title$/);
  expect(one.session.sent).toEqual([]);

  await mine.getByRole('button', { name: /^Keep .*: Job title$/ }).click();
  await one.field('Job title').getByText('Mine').waitFor();
  await one.expectSent('UpdateUser');
  await other.field('Job title').getByText('Mine').waitFor();
});

test('a refused save returns the changes and their actors, without a further request', async () => {
  const users = await openUsers();
  const drawer = await users.open('Person 0005');
  await users.type('Job title', 'Mine');
  // Written behind the server's back, so that no news of it arrives.
  await product.rollcall.sql(
    `with changed as (
      update users set title = 'Theirs', version = version + 1 where email = 'person.0005@example.org' returning id)
    insert into audit_entries (action, actor_id, target_type, target_id, changes)
      select 'USER_UPDATED', o.id, 'USER', changed.id, '{"title":{"before":null,"after":"Theirs"}}'
      from changed, users o where o.email = '${product.rollcall.owner.email}'`,
  );
  users.session.forget();
  await users.page.keyboard.press('Enter');
  const conflict = drawer.getByRole('group', { name: 'Conflict: Job title' });
  await conflict.getByText(/You changed this to “Theirs” in another window \d+ seconds? ago/).waitFor();
  await drawer
    .getByRole('alert')
    .getByText(/You changed this user in another window/)
    .waitFor();
  expect(users.session.sent).toEqual(['UpdateUser']);

  await conflict.getByRole('button', { name: 'Take the other: Job title' }).click();
  await users.field('Job title').getByText('Theirs').waitFor();
  expect(await conflict.count()).toBe(0);
});

nightly('a field without typed text follows the changes of others', async () => {
  const users = await openUsers();
  const drawer = await users.open('Person 0005');
  await users.field('Display name').click();
  await writeAs({ version: 1, displayName: 'Person V' });
  await expect.poll(() => users.input('Display name').inputValue()).toBe('Person V');
  expect(await drawer.getByRole('alert').count()).toBe(0);
});

nightly('a taken address links to its user', async () => {
  const users = await openUsers();
  const drawer = await users.open('Person 0005');
  await users.type('Email', 'person.0006@example.org');
  users.session.forget();
  await users.page.keyboard.press('Enter');
  await drawer.getByText('Person 0006 has this email.').waitFor();
  expect(users.session.sent).toEqual(['UpdateUser']);
  await drawer.getByRole('link', { name: 'Open Person 0006' }).click();
  await drawer.getByText('Discard your changes?').waitFor();
  await drawer.getByRole('button', { name: 'Keep editing' }).click();
  await users.input('Email').fill('person.0005@example.org');
  await drawer.getByRole('link', { name: 'Open Person 0006' }).click();
  await users.field('Email').getByText('person.0006@example.org').waitFor();
});
