import { expect, test } from 'vitest';
import { expectNoFaults, IN_SHORT } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 12 });

test('the bin is reached from the side bar, and restores and erases several at once', async () => {
  await product.rollcall.sql(`update users set deleted_at = now() where email like 'person.000%'`);
  const users = await new UsersScreen(await product.open('/users')).settled();
  const { page } = users;
  const link = page.getByRole('navigation').getByRole('link', { name: /^Bin/ });
  expect(await link.textContent()).toContain('9');
  await link.click();
  const rows = page.getByRole('list', { name: 'Bin' }).getByRole('listitem');
  await expect.poll(() => rows.count()).toBe(9);
  expect(await link.getAttribute('aria-current')).toBe('page');

  await expectNoFaults(users.session, IN_SHORT);

  users.session.forget();
  await page.getByRole('checkbox', { name: 'Select Person 0001' }).click();
  await page.getByRole('checkbox', { name: 'Select Person 0002' }).click();
  await page.getByText('2 selected').waitFor();
  await page.getByRole('button', { name: 'Restore', exact: true }).first().click();
  await expect.poll(() => rows.count()).toBe(7);
  expect(users.session.sent).toEqual(['RestoreUsers']);
  await expect.poll(() => link.textContent()).toContain('7');

  users.session.forget();
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByText('7 selected').waitFor();
  await page.getByRole('button', { name: 'Erase…' }).first().click();
  await page.getByLabel('Type this to confirm').waitFor();
  await expectNoFaults(users.session, IN_SHORT, '[role=dialog]');
  await page.getByLabel('Type this to confirm').fill('erase 7');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true }).click();
  await page.getByText('The bin is empty').waitFor();
  // Erasure sends no news, and the answer has the new list.
  expect(users.session.sent).toEqual(['EraseUsers']);
  const [left] = await product.rollcall.sql(
    `select count(*)::int as count from users where email like 'person.%'`,
  );
  expect(left).toEqual({ count: 5 });
});
