import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { name, openByName, PEOPLE } from './very-far-down.ts';

const product = useRollcall({ people: PEOPLE });

test('keeps the focus at a row that is evicted, and the keys move on from that row', async () => {
  const users = await openByName(product);
  await users.page.keyboard.press('j');
  await users.row(name(0)).locator('a:focus').waitFor();
  for (let index = 70; index < 1_300; index += 70) await users.scrollTo(index);
  await users.row(name(1_270)).waitFor();
  expect(await users.row(name(0)).locator('a:focus').count()).toBe(1);
  await users.page.keyboard.press('j');
  await users.row(name(1)).locator('a:focus').waitFor();
  expect(await users.namesInView()).toContain(name(1));
});

test('leads from far down to a user just created at the start', async () => {
  const users = await openByName(product);
  for (let index = 70; index < 1_300; index += 70) await users.scrollTo(index);
  await users.row(name(1_270)).waitFor();
  await users.create('Aaron First', 'aaron@example.org');
  await users.notice('Created').waitFor();
  expect((await users.namesInView()).includes(name(1_270)), 'nothing moves').toBe(true);
  await users.toasts.getByRole('button', { name: 'Show' }).click();
  await users.row('Aaron First').locator('a:focus').waitFor();
  expect(await users.placeOf('Aaron First')).toBe(1);
});
