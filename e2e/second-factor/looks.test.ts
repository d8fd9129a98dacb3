import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { atRest, LOOKS } from '../users/looks.ts';
import { oneTimeCode } from './one-time-code.ts';

const product = useRollcall({ people: 2 });

beforeEach(async () => {
  for (const table of ['totp_factors', 'recovery_codes', 'sign_in_limits']) {
    await product.rollcall.sql(`delete from ${table}`);
  }
});

/** @param part what is looked at; below a dialog nothing can be read, nor need be. */
async function expectNoFaults(page: Page, part = 'html'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
  expect(await page.evaluate(isTooWide)).toBe(false);
}

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_look, options) => {
  test('at the page for one’s security, and in its dialogs', async () => {
    const session = await product.open('/account/security', { ...options, byName: true });
    const { page } = session;
    const dialog = page.getByRole('dialog');
    const rest = () => atRest(new UsersScreen(session));
    const section = (n: number) => page.locator('section').nth(n);
    await section(2).waitFor();
    await expectNoFaults(page);

    for (const n of [0, 2]) {
      await section(n).getByRole('button').first().click();
      await dialog.locator('input').first().waitFor();
      await rest();
      await expectNoFaults(page, '[role=dialog]');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }

    await section(1).getByRole('button').click();
    const key = await dialog.locator('code').innerText();
    await dialog.locator('input[name=code]').fill('none');
    await page.keyboard.press('Enter');
    await dialog.locator('[data-slot=error]').waitFor();
    await rest();
    await expectNoFaults(page, '[role=dialog]');
    await dialog.locator('input[name=code]').fill(oneTimeCode(key));
    await page.keyboard.press('Enter');
    await dialog.getByRole('listitem').first().waitFor();
    await rest();
    await expectNoFaults(page, '[role=dialog]');
    const [saved] = await Promise.all([page.waitForEvent('download'), dialog.locator('a[download]').click()]);
    expect(saved.suggestedFilename()).toBe('rollcall-recovery-codes.txt');
    await dialog.getByRole('button').last().click();
    await dialog.waitFor({ state: 'detached' });
    await expectNoFaults(page);
  });

  test('where a code is asked for', async () => {
    await product.rollcall.sql(`insert into totp_factors (user_id, sealed_key, confirmed_at, last_step)
      select id, 'x', now(), 0 from users where password_hash is not null`);
    const { page } = await product.open('/sign-in', { ...options, signedIn: false, byName: true });
    await page.locator('input[name=email]').fill(product.rollcall.owner.email);
    await page.locator('input[name=password]').fill(product.rollcall.owner.password);
    await page.keyboard.press('Enter');
    await page.locator('input[name=code]').fill('no code');
    await page.keyboard.press('Enter');
    await page.locator('[data-slot=error]').waitFor();
    await expectNoFaults(page);
  });
});

test('a page that could not be loaded says so, and tries again', async () => {
  const session = await product.open('/users');
  const { page } = session;
  await page.locator('[data-user]').first().waitFor();
  await page.route('**/graphql', async (route) => {
    const isPage = route.request().postData()?.includes('query Security');
    if (isPage) await route.fulfill({ status: 500, json: { errors: [] } });
    else await route.continue();
  });
  await page.goto(`${product.rollcall.url}/account/security`);
  await page.getByRole('alert').getByText('This did not work').waitFor();
  session.tolerate(/status of 500/);
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Authenticator app' }).waitFor();
});
