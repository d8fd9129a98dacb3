import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 0 });

/** The printed link, with the host that the browser uses. */
function printedLink(): string {
  const [, link] = /(\/setup#\S+)/.exec(product.rollcall.output()) ?? [];
  if (!link) throw new Error(`There is no link in: ${product.rollcall.output()}`);
  return link;
}

test('the link that the server prints makes the first owner, once', async () => {
  await expect.poll(() => product.rollcall.output()).toContain('/setup#');
  const stranger = await product.open('/', { signedIn: false });
  await stranger.page.getByRole('heading', { name: 'No owner yet' }).waitFor();
  expect(await stranger.page.getByLabel('Password').count()).toBe(0);
  expect(stranger.sent).toEqual(['RefreshSession']);

  const session = await product.open(printedLink(), { signedIn: false, clock: true });
  const { page } = session;
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('Email').fill('olga@example.org');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create owner' }).click();
  await expect.poll(() => page.getByLabel('Password').getAttribute('aria-invalid')).toBe('true');

  await page.getByLabel('Password').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Create owner' }).click();
  await page.getByRole('heading', { name: 'People' }).waitFor();
  await page.getByRole('link', { name: 'Olga Owner' }).waitFor();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menu').getByText('olga@example.org').waitFor();
  await page.keyboard.press('Escape');

  // The only row is the owner, who has just signed in. The card comes with the list, and one request adds the sample people.
  const users = await new UsersScreen(session).settled();
  await page.getByText('0 of 5 done').waitFor();
  expect(await users.row('Olga Owner').textContent()).not.toContain('Never');
  session.forget();
  await page.getByRole('button', { name: 'Add a thousand sample people' }).click();
  await expect.poll(() => users.count.textContent()).toBe('1,001 people');
  await users.expectSent('AddSamplePeople');
  session.forget();
  await page.getByRole('button', { name: 'Remove the sample people' }).click();
  await expect.poll(() => users.count.textContent()).toBe('1 person');
  await users.expectSent('RemoveSamplePeople');

  await stranger.page.getByRole('button', { name: 'Check again' }).click();
  await stranger.page.getByLabel('Password').waitFor();
  await stranger.page.getByRole('button', { name: 'Forgot your password?' }).click();
  await stranger.page.getByText('This server doesn’t send email.').waitFor();
  expect(stranger.sent).toEqual(['RefreshSession', 'RefreshSession']);

  const again = await product.open(printedLink(), { signedIn: false });
  await again.page.getByLabel('Your name').fill('Mallory');
  await again.page.getByLabel('Email').fill('mallory@example.org');
  await again.page.getByLabel('Password').fill('correct horse battery staple');
  await again.page.getByRole('button', { name: 'Create owner' }).click();
  await again.page.getByRole('alert').waitFor();
  expect(await product.rollcall.sql('select 1 from users')).toHaveLength(1);
});
