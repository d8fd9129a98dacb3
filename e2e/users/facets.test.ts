import { readFileSync } from 'node:fs';
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

  // Only by keyboard: down to the fourth value, selected by the space bar.
  await page.getByRole('checkbox', { name: 'Active', exact: false }).first().focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect.poll(() => users.count.textContent()).toBe('30 found');
  expect(new URL(page.url()).searchParams.get('status')).toBe('NO_ACCESS');
  expect(session.sent.filter((name) => name !== 'UserFacets' && name !== 'UserChanged')).toEqual(['Users']);
});

test('the list is exported as shown, with its columns', async () => {
  const { page } = await new UsersScreen(
    await product.open('/users?department=Legal&order=EMAIL:ASC'),
  ).settled();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Phone' }).click();
  await page.keyboard.press('Escape');
  const isExport = (url: string) => new URL(url).pathname === '/users/export';
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));

  await page.getByRole('button', { name: 'Export this list' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV, for spreadsheets' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(download.suggestedFilename()).toMatch(/^users-\d{4}-\d\d-\d\d\.csv$/);
  expect(lines[0]).toMatch(/^\uFEFF"displayName","email",.*"phone"/);
  const addresses = lines.slice(1).map((line) => line.split('","')[1] ?? '');
  expect(addresses).toHaveLength(75);
  expect(addresses).toEqual(addresses.toSorted());
  expect(requests.filter(isExport)).toHaveLength(1);
  expect(requests.filter((url) => !isExport(url) && !url.startsWith('blob:'))).toEqual([]);
});

test('today is the day of the account’s time zone, in the list and in the menu', async () => {
  // Five users of today and 295 of yesterday, by a zone that is 14 hours ahead of UTC: by UTC all are of one day.
  await product.rollcall.sql(
    `update users set time_zone = 'Pacific/Kiritimati', created_at =
      date_trunc('day', now() at time zone 'Pacific/Kiritimati') at time zone 'Pacific/Kiritimati'
        - case when display_name < 'Person 0006' then interval '0' else interval '1 minute' end`,
  );
  const { page, count } = await new UsersScreen(await product.open('/users')).settled();
  await page.getByRole('button', { name: 'Created', exact: true }).click();
  const today = page.getByRole('radio', { name: 'Today' });
  await expect.poll(() => today.textContent()).toBe('Today5');
  await today.click();
  await expect.poll(() => count.textContent()).toBe('5 found');
});
