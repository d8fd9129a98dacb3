import { beforeEach, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 3 });

beforeEach(async () => {
  await product.rollcall.sql('delete from sessions');
});

test('a session that is revoked from another browser is signed out at once', async () => {
  const there = await product.open('/users');
  await new UsersScreen(there).settled();
  const here = await product.open('/account/sessions');
  const other = here.page.locator('main li').filter({ hasNotText: 'This device' });
  await other.waitFor();
  here.forget();
  await other.getByRole('button', { name: /^Sign out/ }).click();
  await there.page.getByRole('dialog', { name: 'Your session ended' }).waitFor();
  await other.waitFor({ state: 'detached' });
  expect(here.sent).toEqual(['RevokeSession']);
  expect(await here.page.locator('main li').count()).toBe(1);
});

nightly('the current session is ended by signing out', async () => {
  const { page } = await product.open('/account/sessions');
  await page.locator('main li').getByRole('button').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('signing out everywhere ends every session, in every tab and browser', async () => {
  const there = await product.open('/users');
  await new UsersScreen(there).settled();
  const { page } = await product.open('/account/sessions');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await there.page.getByRole('dialog', { name: 'Your session ended' }).waitFor();
});

test('an administrator sees where a user is signed in, and ends it', async () => {
  const session = await product.open('/users');
  const users = await new UsersScreen(session).settled();
  await product.rollcall.sql(
    `insert into sessions (user_id, refresh_hash, user_agent, address, expires_at)
     select id, sha256('x'), 'Mozilla/5.0 (Linux; Android 15) Gecko/140.0 Firefox/140.0', '198.51.100.7', now() + interval '1 day'
     from users where email = 'person.0001@example.org'`,
  );
  const drawer = await users.open('Person 0001');
  await drawer.getByRole('tab', { name: 'Sessions' }).click();
  await drawer.getByText('Firefox on Android').waitFor();
  session.forget();
  await drawer.getByRole('button', { name: 'Sign out everywhere' }).click();
  await drawer.getByText('Not signed in anywhere.').waitFor();
  expect(session.sent).toEqual(['RevokeSessions']);
});

nightly('a reload during the renewal of the session does not end it', async () => {
  const session = await product.open('/account/sessions');
  const { page } = session;
  await page.locator('main li').waitFor();
  // The answer, with its cookie, is lost.
  let isLost = false;
  await session.intercept(async (route) => {
    if (isLost || !route.request().postData()?.includes('RefreshSession')) return route.fallback();
    isLost = true;
    const { cookie = '' } = await route.request().allHeaders();
    await fetch(`${product.rollcall.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: route.request().postData() ?? '',
    });
    return route.abort();
  });
  await page.reload();
  await expect.poll(() => isLost).toBe(true);
  await page.reload();
  await page.locator('main li').waitFor();
  expect(await page.locator('main li').count()).toBe(1);
  session.expectProblems(/ERR_FAILED/);
});
