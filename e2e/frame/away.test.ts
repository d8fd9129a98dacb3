import { afterEach, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 30 });

let isAway = false;
const goAway = async () => {
  isAway = true;
  await product.rollcall.crash();
};
const comeBack = async () => {
  isAway = false;
  await product.rollcall.revive();
};
afterEach(async () => isAway && comeBack());

/** The browser's errors for requests without an answer. */
const NO_ANSWER = /ERR_|Failed to (fetch|load)|WebSocket/;

nightly('no link of the side bar leads out of the console while the server is away', async () => {
  const session = await product.open('/users', { isIdle: true });
  const users = await new UsersScreen(session).settled();
  const { page } = users;
  await users.search.fill('person 00');
  await expect.poll(() => new URL(page.url()).search).toContain('q=');
  await users.settled();
  await users.row('Person 0003').waitFor();
  const scripts = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .join(' '),
    );
  await expect.poll(scripts).toMatch(/AuditPage.*/);
  await expect.poll(scripts).toMatch(/InvitationsPage.*/);
  await expect.poll(scripts).toMatch(/TokensPage.*/);
  session.tolerate(NO_ANSWER);
  await goAway();

  const links = page.locator('header nav .nav-link');
  const count = await links.count();
  expect(count).toBeGreaterThan(5);
  for (let n = 0; n < count; n += 1) {
    const href = await links.nth(n).getAttribute('href');
    // The list is on screen already.
    if (href === '/users') continue;
    await links.nth(n).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(href);
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).first().waitFor();
    expect(await links.count()).toBe(count);
  }

  // The search is still in its place.
  while (!new URL(page.url()).pathname.endsWith('/users')) await page.goBack();
  expect(await users.search.inputValue()).toBe('person 00');
});

test('a page whose code could not be loaded opens when the server is back', async () => {
  const session = await product.open('/users', { isIdle: true });
  const users = await new UsersScreen(session).settled();
  const { page } = users;
  session.tolerate(NO_ANSWER);
  await goAway();
  // Too large to be preloaded.
  await page.locator('header nav a[href="/playground"]').click();
  const retry = page.getByRole('main').getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  await comeBack();
  await retry.click();
  await page.getByText('ListUsers').first().waitFor();
});
