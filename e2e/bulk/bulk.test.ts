import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { expectNoFaults, IN_PASSING } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

/** More than the two loaded pages, and more than can be changed without typing the number. */
const product = useRollcall({ people: 230 });

const deactivated = async () => {
  const sql = 'select count(*)::int as count from users where deactivated_at is not null';
  const [row] = await product.rollcall.sql<{ count: number }>(sql);
  return row?.count;
};

test('many users are selected by keys, changed by a job, and restored, each by one request', async () => {
  const users = await new UsersScreen(await product.open('/users', { clock: true })).settled();
  const { page, session } = users;
  const bar = page.getByRole('region', { name: 'Selected people' });
  const card = page.getByRole('region', { name: 'Running jobs' });

  // Rows by their keys.
  for (const key of ['j', 'j', 'x', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp'])
    await page.keyboard.press(key);
  await bar.getByText('2 selected').waitFor();
  const boxes = page.locator('[role=row][aria-selected=true] [data-user]');
  expect(await boxes.allTextContents()).toEqual(['Person 0002', 'Person 0003']);
  await expectNoFaults(session, IN_PASSING);
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });

  // By the mouse, over rows and over the loaded ones.
  await users.row('Person 0004').hover();
  await page.getByRole('checkbox', { name: 'Select Person 0004' }).click();
  await users.row('Person 0007').click({ modifiers: ['Shift'] });
  await bar.getByText('4 selected').waitFor();
  await users.scrollTo(60);
  await bar.getByText('4 selected').waitFor();
  await page.keyboard.press('Control+a');
  await bar.getByText('Select all 230 that match').waitFor();
  await page.keyboard.press('Control+a');
  await bar.getByText('230 selected').waitFor();

  // What will change, and its start.
  session.forget();
  await page.keyboard.press('d');
  await users.dialog.getByText('229 people will change').waitFor();
  await users.dialog.getByText('1 person is not allowed').waitFor();
  expect(session.sent).toEqual(['BulkPreview']);
  await expectNoFaults(session, IN_PASSING, '[role=dialog]');
  await page.keyboard.type('230');
  await page.keyboard.press('Enter');
  await card.getByText('229 changed · 1 not allowed', { exact: true }).waitFor();
  expect(await deactivated()).toBe(229);
  await bar.waitFor({ state: 'detached' });
  // Its progress came over the WebSocket, and the list was read once after it.
  await expect.poll(() => session.sent).toContain('Users');
  await users.expectSent('BulkPreview', 'StartBulkJob', 'BulkJobChanged', 'Users');
  await users.rows.filter({ hasText: 'Deactivated' }).first().waitFor();

  // The card is there after a reload, which reads no job.
  session.forget();
  await page.reload();
  await card.getByText('229 changed · 1 not allowed', { exact: true }).waitFor();
  await users.settled();
  expect(session.operations.filter(({ line }) => line === 'http').map(({ name }) => name)).toEqual([
    'RefreshSession',
    'Users',
  ]);
  await expectNoFaults(session, IN_PASSING);

  session.forget();
  await card.getByRole('button', { name: 'Undo' }).click();
  await card.getByText('Undo: Deactivate people').waitFor();
  await card.getByText('229 changed', { exact: true }).waitFor();
  expect(await deactivated()).toBe(0);
  await expect.poll(() => session.sent).toContain('Users');
  await users.expectSent('UndoBulkJob', 'BulkJobChanged', 'Users');

  // The jobs, and the results of one.
  await page.getByRole('navigation').getByRole('link', { name: 'Jobs' }).click();
  const jobs = page.getByRole('list', { name: 'Jobs' }).getByRole('listitem');
  await expect.poll(() => jobs.count()).toBe(2);
  await expectNoFaults(session, IN_PASSING);
  await jobs.getByRole('link', { name: 'Deactivate people', exact: true }).click();
  await page.getByRole('button', { name: 'Not allowed 1' }).click();
  const results = page.getByRole('list', { name: 'Results' }).getByRole('listitem');
  await expect.poll(() => results.count()).toBe(1);
  expect(await results.first().textContent()).toContain('Person 0230');
  await expectNoFaults(session, IN_PASSING);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download results' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(231);
});

test('people are imported from a file: previewed, applied by a job, and undone', async () => {
  const session = await product.open('/users');
  await new UsersScreen(session).settled();
  const { page } = session;

  // From the menu of the list.
  await page.getByRole('button', { name: 'Export this list' }).click();
  await page.getByRole('menuitem', { name: 'Import people' }).click();
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  await expectNoFaults(session, IN_PASSING);

  // The upload returns the outcome of each row. It is not GraphQL, and there is no other request.
  session.forget();
  const file =
    'Mail;Full name;Job;dept\nnew@import.example;Zo\xeb;Cook;Kitchen\nbroken;X;;\nperson.0003@example.org;Person 0003;Chef;Sales\n';
  await page.setInputFiles('input[type=file]', {
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(file, 'latin1'),
  });
  const rows = page.getByRole('list', { name: 'What the import does' }).locator('> li');
  await expect.poll(() => rows.count()).toBe(3);
  expect(await rows.first().textContent()).toMatch(/Zoë.*new@import\.example.*Line 2.*Kitchen.*New/s);
  await page.getByText('This is a guess').waitFor();

  // A column by hand, by one request.
  await page.getByRole('combobox', { name: 'Field: Job' }).click();
  await page.getByRole('option', { name: 'Job title' }).click();
  await rows.first().getByText('Cook').waitFor();
  expect(session.sent).toEqual([]);
  await expectNoFaults(session, IN_PASSING);

  // One outcome, by one query.
  await page.getByRole('button', { name: 'Refused 1' }).click();
  await expect.poll(() => rows.count()).toBe(1);
  expect(await rows.first().textContent()).toContain('Line 3');
  expect(session.sent).toEqual(['UserImport']);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download refused rows' }).click(),
  ]);
  expect(await readFile(await download.path(), 'latin1')).toMatch(
    /^importLine;importReason;Mail;.*\r\n3;.*;broken;X;;/s,
  );

  // Somebody else does it meanwhile. One request starts the job; the page follows it, and reads the rows once more at its end.
  await product.rollcall.sql("update users set title = 'Chef' where email like 'person.0003@%'");
  await page.getByRole('button', { name: 'All 3' }).click();
  await expect.poll(() => rows.count()).toBe(3);
  session.forget();
  const main = page.getByRole('main');
  await main.getByRole('button', { name: 'Import 2 people' }).click();
  await main.getByText('1 created · 1 unchanged · 1 not allowed').waitFor();
  await main.getByRole('button', { name: 'Changed since the preview 1' }).waitFor();
  await expect.poll(() => session.sent).toContain('UserImport');
  expect(session.operations.filter(({ line }) => line === 'http').map(({ name }) => name)).toEqual([
    'ApplyUserImport',
    'UserImport',
  ]);
  await expectNoFaults(session, IN_PASSING);
  await main.getByRole('button', { name: 'Changed since the preview 1' }).click();
  await expect.poll(() => rows.count()).toBe(1);
  expect(await rows.first().textContent()).toMatch(/Person 0003.*Unchanged.*Changed since the preview/s);

  // Who comes back sees the same, by the news of the job.
  session.forget();
  await page.reload();
  await main.getByText('1 created · 1 unchanged · 1 not allowed').waitFor();
  expect(session.operations.filter(({ line }) => line === 'http').map(({ name }) => name)).toEqual([
    'RefreshSession',
    'UserImport',
  ]);
  const created = () =>
    product.rollcall.sql(
      "select display_name, title from users where email = 'new@import.example' and deleted_at is null",
    );
  expect(await created()).toEqual([{ display_name: 'Zoë', title: 'Cook' }]);
  session.forget();
  await main.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'Undo: Import people.csv' }).waitFor();
  await expect.poll(created).toEqual([]);
  // The page of a job reads its results when it opens, and once more when the job has ended.
  const reads = ['BulkJob', 'BulkJobChanged'];
  expect(session.sent.filter((name) => !reads.includes(name))).toEqual(['UndoBulkJob']);
});
