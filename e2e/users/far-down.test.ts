import { describe, expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const PEOPLE = 450;
const product = useRollcall({ people: PEOPLE });

/** A list by name with several pages loaded, at rest somewhere in the third. */
async function openFarDown() {
  const session = await product.open('/users?order=DISPLAY_NAME:ASC', { clock: true });
  const users = await new UsersScreen(session).settled();
  await users.scrollTo(230);
  await users.row('Person 0231').waitFor();
  // On a slow machine the next page may have been asked for too: one is always fetched ahead near the end.
  const pages = () => session.sent.filter((name) => name === 'Users').length;
  await expect.poll(pages).toBeGreaterThanOrEqual(3);
  expect(pages()).toBeLessThanOrEqual(4);
  return users;
}

/** What someone looks at: a row's place on the screen, and the rows around it. */
async function look(users: UsersScreen) {
  return { box: await users.boxOf('Person 0231'), names: await users.namesInView() };
}

describe('several pages down, nothing moves on screen', () => {
  test('where a new user comes in above', async () => {
    const users = await openFarDown();
    const before = await look(users);
    await users.create('Aaron First', 'aaron@example.org');
    await users.notice('Created').waitFor();
    await expect.poll(() => users.count.textContent()).toBe(`${PEOPLE + 1} people`);
    // A notice under the pointer stays, however long the rest takes.
    await users.toasts.first().hover();

    expect(await look(users)).toEqual(before);
    await users.expectSent('CreateUser');

    await users.toasts.getByRole('button', { name: 'Show' }).click();
    await users.row('Aaron First').waitFor();
    expect(await users.placeOf('Aaron First')).toBe(1);
    expect((await users.namesInView())[0]).toBe('Aaron First');
  });

  test('where new users come in below, among the loaded rows and beyond them', async () => {
    const users = await openFarDown();
    const before = await look(users);
    await users.create('Person 0290 b', 'below@example.org');
    await users.notice('Created').waitFor();
    expect(await look(users)).toEqual(before);
    await users.dialog.waitFor({ state: 'detached' });

    await users.create('Zoë Last', 'zoe@example.org');
    await users.notice('Zoë Last created').waitFor();
    expect(await look(users)).toEqual(before);
    await users.expectSent('CreateUser');

    const expected = [...numbered(1, 290), 'Person 0290 b', ...numbered(291, PEOPLE), 'Zoë Last'];
    expect(await users.scrollThrough()).toEqual(expected);
  });

  test('where someone else deletes a user above, and restores them', async () => {
    const users = await openFarDown();
    const before = await look(users);
    const id = await product.rollcall.idOf('person.0007@example.org');
    await product.rollcall.graphql('mutation ($id: ID!) { deleteUser(id: $id) { user { id } } }', { id });
    await expect.poll(() => users.count.textContent()).toBe(`${PEOPLE - 1} people`);
    expect(await look(users)).toEqual(before);

    await product.rollcall.graphql('mutation ($id: ID!) { restoreUser(id: $id) { user { id } } }', { id });
    await expect.poll(() => users.count.textContent()).toBe(`${PEOPLE} people`);
    expect(await look(users)).toEqual(before);
    expect(await users.scrollThrough()).toEqual(numbered(1, PEOPLE));
  });
});

test('no row is lost or doubled on the way to the end and back to the top, whatever was written before', async () => {
  const users = await openFarDown();
  await users.create('Person 0100 b', 'between@example.org');
  await users.notice('Created').waitFor();
  const id = await product.rollcall.idOf('person.0400@example.org');
  await product.rollcall.graphql(
    'mutation ($id: ID!) { updateUser(input: { id: $id, version: 1, displayName: "Person 0050 b" }) { user { id } } }',
    { id },
  );
  const expected = [
    ...numbered(1, 50),
    'Person 0050 b',
    ...numbered(51, 100),
    'Person 0100 b',
    ...numbered(101, 399),
    ...numbered(401, PEOPLE),
  ];
  expect(await users.scrollThrough()).toEqual(expected);
  await users.scrollTo(0);
  await users.row('Person 0001').waitFor();
  expect(await users.scrollThrough()).toEqual(expected);
});

function numbered(first: number, last: number): string[] {
  return Array.from(
    { length: last - first + 1 },
    (_, index) => `Person ${String(first + index).padStart(4, '0')}`,
  );
}
