import { beforeEach, describe, expect, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { oneTimeCode } from './one-time-code.ts';

const product = useRollcall({ people: 2 });

beforeEach(async () => {
  for (const table of ['totp_factors', 'recovery_codes', 'sign_in_limits']) {
    await product.rollcall.sql(`delete from ${table}`);
  }
});

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_name, look) => {
  test('on the security page, and in its dialogs', async () => {
    const session = await product.open('/account/security', { ...look.options, byName: true });
    const { page } = session;
    const dialog = page.getByRole('dialog');
    const section = (n: number) => page.locator('section').nth(n);
    await section(3).waitFor();
    await expectNoFaults(session, look);

    for (const n of [0, 1, 3]) {
      await section(n).getByRole('button').first().click();
      await dialog.locator('input').first().waitFor();
      await expectNoFaults(session, look, '[role=dialog]');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }

    await section(2).getByRole('button').click();
    const key = await dialog.locator('code').innerText();
    await dialog.locator('input[name=code]').fill('none');
    await page.keyboard.press('Enter');
    await dialog.locator('[data-slot=error]').waitFor();
    await expectNoFaults(session, look, '[role=dialog]');
    await dialog.locator('input[name=code]').fill(oneTimeCode(key));
    await page.keyboard.press('Enter');
    await dialog.getByRole('listitem').first().waitFor();
    await expectNoFaults(session, look, '[role=dialog]');
    const [saved] = await Promise.all([page.waitForEvent('download'), dialog.locator('a[download]').click()]);
    expect(saved.suggestedFilename()).toBe('rollcall-recovery-codes.txt');
    await dialog.getByRole('button').last().click();
    await dialog.waitFor({ state: 'detached' });
    await expectNoFaults(session, look);
  });

  test('on the page that asks for a code', async () => {
    await product.rollcall.sql(`insert into totp_factors (user_id, sealed_key, confirmed_at, last_step)
      select id, 'x', now(), 0 from users where password_hash is not null`);
    const session = await product.open('/sign-in', { ...look.options, signedIn: false, byName: true });
    const { page } = session;
    await page.locator('input[name=email]').fill(product.rollcall.owner.email);
    await page.locator('input[name=password]').fill(product.rollcall.owner.password);
    await page.keyboard.press('Enter');
    await page.locator('input[name=code]').fill('no code');
    await page.keyboard.press('Enter');
    await page.locator('[data-slot=error]').waitFor();
    await expectNoFaults(session, look);
  });
});

test('a page that could not be loaded says so, and can be retried', async () => {
  const session = await product.open('/users');
  const { page } = session;
  await page.locator('[data-user]').first().waitFor();
  await session.intercept(async (route) => {
    const isPage = route.request().postData()?.includes('query Security');
    if (isPage) await route.fulfill({ status: 500, json: { errors: [] } });
    else await route.continue();
  });
  await page.goto(`${product.rollcall.url}/account/security`);
  await page.getByRole('alert').getByRole('heading', { name: 'Something went wrong' }).waitFor();
  session.tolerate(/status of 500/);
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Authenticator app' }).waitFor();
});
