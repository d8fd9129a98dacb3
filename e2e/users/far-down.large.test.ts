import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { look, numbered, openFarDown, PEOPLE } from './far-down.ts';

const product = useRollcall({ people: PEOPLE });

test('several pages down, nothing moves on screen if another user deletes a user above, and restores them', async () => {
  const users = await openFarDown(product);
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

test('no row is lost or duplicated on the way to the end and back to the top, whatever was written before', async () => {
  const users = await openFarDown(product);
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
