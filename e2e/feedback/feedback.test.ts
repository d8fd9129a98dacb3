import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectNoFaults, IN_PASSING } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 3, mail: true });

async function openDialog(page: Page) {
  await page.locator('header button[aria-haspopup="menu"]:visible').click();
  await page.getByRole('menuitem', { name: 'Send feedback' }).click();
  return page.getByRole('dialog', { name: 'Send feedback' });
}

async function pictureOf(page: Page): Promise<string> {
  const dialog = await openDialog(page);
  await dialog.getByRole('button', { name: 'Take a picture of this page' }).click();
  return (await dialog.getByRole('img').getAttribute('src')) ?? '';
}

test('feedback goes from a page to its reader, with a picture in which nobody can be recognized', async () => {
  const session = await product.open('/users');
  const { page } = session;
  // Subscriptions begin when the browser has time.
  const requests = () => session.operations.filter(({ line }) => line === 'http').map(({ name }) => name);
  await new UsersScreen(session).settled();
  const before = await pictureOf(page);
  expect(before).toMatch(/^data:image\/jpeg;base64,/);
  // Other people on the same page give the same picture. The same number of digits, as the picture shows the width of a name.
  await product.rollcall.sql(
    `update users set display_name = regexp_replace(display_name, '(000)(.)', '\\2\\1')`,
  );
  await page.reload();
  await page.getByText('Person 1000').first().waitFor();
  session.forget();
  // Two pictures as text would fill the output.
  expect((await pictureOf(page)) === before).toBe(true);

  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('The list is slow.\nIt takes a second.');
  await dialog.getByRole('checkbox', { name: 'Send this picture too' }).check();
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Thank you. Your feedback was sent.').first().waitFor();
  await dialog.waitFor({ state: 'detached' });
  expect(requests()).toEqual(['SendFeedback']);

  session.forget();
  await page.getByRole('navigation').getByRole('link', { name: 'Feedback' }).click();
  const entry = page.locator('[data-feedback]');
  await entry.getByRole('button', { name: /The list is slow/ }).click();
  await entry.getByText('/users', { exact: true }).waitFor();
  expect(await entry.getByRole('img').getAttribute('src')).toBe(before);
  await entry.getByRole('button', { name: 'Answer', exact: true }).click();
  await entry.getByRole('textbox').fill('It is fast by now.');
  await entry.getByRole('button', { name: 'Send answer' }).click();
  await entry.getByText(/^Answered .*\d/).waitFor();
  await entry.getByRole('button', { name: 'Done', exact: true }).click();
  await entry.getByRole('button', { name: 'Done', exact: true, pressed: true }).waitFor();
  expect(requests()).toEqual(['FeedbackEntries', 'FeedbackPicture', 'AnswerFeedback', 'SetFeedbackState']);

  await expectNoFaults(session, IN_PASSING);
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'JSON Lines, for scripts' }).click(),
  ]);
  const [line = ''] = (await readFile(await file.path(), 'utf8')).split('\n');
  expect(JSON.parse(line)).toMatchObject({ state: 'DONE', answer: 'It is fast by now.', hasPicture: true });
});
