import { expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 120 });

async function openUsers(address = '/users?order=DISPLAY_NAME:ASC') {
  return new UsersScreen(await product.open(address)).settled();
}

test('what one person creates, edits and deletes appears on the other’s screen by itself', async () => {
  const [one, other] = [await openUsers(), await openUsers()];
  other.session.forget();

  await one.create('Person 0002 b', 'two.b@example.org');
  await other.row('Person 0002 b').waitFor();
  expect(await other.placeOf('Person 0002 b')).toBe(3);
  await expect.poll(() => other.count.textContent()).toBe('121 people');
  await one.dialog.waitFor({ state: 'detached' });

  await one.open('Person 0002 b');
  await one.change('Display name', 'Person 0004 b');
  await other.row('Person 0004 b').waitFor();
  expect(await other.placeOf('Person 0004 b')).toBe(5);

  await one.act('Delete');
  await one.dialog.waitFor({ state: 'detached' });
  await other.row('Person 0004 b').waitFor({ state: 'detached' });
  await expect.poll(() => other.count.textContent()).toBe('120 people');
  expect(other.session.sent).toEqual([]);
});

nightly('a list with another subscription continues over the same WebSocket', async () => {
  const users = await openUsers('/users');
  await users.search.fill('person 01');
  await expect.poll(() => users.count.textContent()).toBe('32 found');
  await product.rollcall.graphql(
    'mutation { createUser(input: { email: "new@example.org", displayName: "Person 01 new" }) { user { id } } }',
  );
  await users.row('Person 01 new').waitFor();
  expect(users.session.sockets).toBe(1);
});

nightly('after many writes in a row the list equals the server’s', async () => {
  const users = await openUsers('/users?order=UPDATED_AT:DESC');
  const people = await product.rollcall.sql<{ id: string }>('select id from users order by id limit 40');
  await Promise.all(
    people.map(({ id }, index) =>
      product.rollcall.graphql(
        'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { userErrors { code } } }',
        { input: { id, version: 1, title: `Changed ${index}` } },
      ),
    ),
  );
  const rows = await product.rollcall.sql<{ name: string }>(
    'select display_name as name from users order by updated_at desc, id desc limit 20',
  );
  await expect.poll(async () => (await users.names()).slice(0, 20)).toEqual(rows.map(({ name }) => name));
});

test('after a crash of the server the list comes back, with the missed changes', async () => {
  const users = await openUsers();
  await product.rollcall.crash();
  // No news is sent for this write, so only another read shows it.
  await product.rollcall.sql(
    `insert into users (email, display_name) values ('missed@example.org', 'Person 0000')`,
  );
  await product.rollcall.revive();

  await users.row('Person 0000').waitFor();
  expect(await users.placeOf('Person 0000')).toBe(1);
  await expect.poll(() => users.count.textContent()).toBe('121 people');
  // News arrives again.
  await product.rollcall.graphql(
    'mutation { createUser(input: { email: "again@example.org", displayName: "Person 0000 b" }) { user { id } } }',
  );
  await users.row('Person 0000 b').waitFor();
  users.session.expectProblems(/WebSocket connection|ERR_CONNECTION_REFUSED/);
});
