import { expect, test } from 'vitest';
import { expectNoFaults, IN_PASSING } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 12 });

test('the bin is reached from the side bar, and restores and erases several at once', async () => {
  await product.rollcall.sql(`update users set deleted_at = now() where email like 'person.000%'`);
  const users = await new UsersScreen(await product.open('/users', { clock: true })).settled();
  const { page } = users;
  const link = page.getByRole('navigation').getByRole('link', { name: /^Bin/ });
  expect(await link.textContent()).toContain('9');
  await link.click();
  const rows = page.getByRole('list', { name: 'Bin' }).getByRole('listitem');
  await expect.poll(() => rows.count()).toBe(9);
  expect(await link.getAttribute('aria-current')).toBe('page');

  await expectNoFaults(users.session, IN_PASSING);

  // One by its own button, whose answer has the list.
  users.session.forget();
  await rows.first().getByRole('button', { name: 'Restore', exact: true }).click();
  await expect.poll(() => rows.count()).toBe(8);
  expect(users.session.sent).toEqual(['RestoreUsers']);
  await expect.poll(() => link.textContent()).toContain('8');

  // Several by a job, as in the list; the counts of the side bar come with the news of its end.
  const bar = page.getByRole('region', { name: 'Selected people' });
  const card = page.getByRole('region', { name: 'Running jobs' });
  const everyone = page.getByRole('navigation').getByRole('link', { name: /^Everyone/ });
  users.session.forget();
  await page.getByRole('checkbox', { name: 'Select Person 0005' }).click();
  await page.getByRole('checkbox', { name: 'Select Person 0006' }).click();
  await bar.getByText('2 selected').waitFor();
  await expectNoFaults(users.session, IN_PASSING);
  await bar.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Restore: 2' }).click();
  await card.getByText('2 changed', { exact: true }).waitFor();
  await expect.poll(() => rows.count()).toBe(6);
  await expect.poll(() => everyone.textContent()).toBe('Everyone6');
  await users.expectSent('BulkPreview', 'StartBulkJob', 'BulkJobChanged', 'Bin');

  users.session.forget();
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await bar.getByText('6 selected').waitFor();
  await bar.getByRole('button', { name: 'Erase' }).click();
  const erase = page.getByRole('dialog').getByRole('button', { name: 'Erase: 6' });
  await erase.waitFor();
  expect(await erase.isDisabled()).toBe(true);
  await expectNoFaults(users.session, IN_PASSING, '[role=dialog]');
  await page.getByLabel('Type this number to confirm').fill('6');
  await erase.click();
  await page.getByText('The bin is empty').waitFor();
  await users.expectSent('BulkPreview', 'StartBulkJob', 'BulkJobChanged', 'Bin');
  const [left] = await product.rollcall.sql(
    `select count(*)::int as count from users where email like 'person.%'`,
  );
  expect(left).toEqual({ count: 6 });
});
