import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 300 });

test('a menu of the filter bar costs one request, none a moment later, and one after a write', async () => {
  const users = await new UsersScreen(await product.open('/users')).settled();
  const { page, session } = users;
  const menu = page.getByRole('button', { name: 'Status', exact: true });
  const withoutAccess = page.getByRole('checkbox', { name: 'No access yet' });
  session.forget();

  await menu.click();
  await expect.poll(() => withoutAccess.textContent()).toBe('No access yet29');
  expect(session.sent).toEqual(['UserFacets']);
  await page.keyboard.press('Escape');
  await withoutAccess.waitFor({ state: 'detached' });
  await menu.click();
  await expect.poll(() => withoutAccess.textContent()).toBe('No access yet29');
  expect(session.sent).toEqual(['UserFacets']);
  await page.keyboard.press('Escape');

  await users.create('Aaron First', 'aaron@example.org');
  await users.row('Aaron First').waitFor();
  session.forget();
  await menu.click();
  await expect.poll(() => withoutAccess.textContent()).toBe('No access yet30');
  expect(session.sent).toEqual(['UserFacets']);

  // By the keyboard alone: down to the fourth value, chosen by the space bar.
  await page.getByRole('checkbox', { name: 'Active', exact: false }).first().focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect.poll(() => users.count.textContent()).toBe('30 found');
  expect(new URL(page.url()).searchParams.get('status')).toBe('NO_ACCESS');
  expect(session.sent.filter((name) => name !== 'UserFacets' && name !== 'UserChanged')).toEqual(['Users']);
});
