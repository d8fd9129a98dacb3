import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { atRest, LOOKS } from '../users/looks.ts';

const product = useRollcall({ people: 2 });

/** @param part what is looked at; below a dialog nothing can be read, nor need be. */
async function faultsOf(page: Page, part = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_look, options) => {
  test('where one signs in, before and after a refusal', async () => {
    const { page } = await product.open('/sign-in', { ...options, signedIn: false });
    await page.locator('input[name=email]').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('[type=submit]').click();
    await page.locator('[data-slot=error]').first().waitFor();
    await page.locator('input[name=email]').fill('nobody@example.org');
    await page.locator('input[name=password]').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
  });

  test.each(['/setup', '/setup#some-token'])('at %s', async (path) => {
    const { page } = await product.open(path, { ...options, signedIn: false });
    await page.locator('h1').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
  });

  test('where a session has ended', async () => {
    const session = await product.open('/users', options);
    const { page } = session;
    await page.locator('[data-user]').first().waitFor();
    await product.rollcall.sql('update sessions set revoked_at = now()');
    await page.getByRole('searchbox').fill('a');
    await page.getByRole('dialog').locator('input[name=password]').waitFor();
    await atRest(new UsersScreen(session));
    expect(await faultsOf(page, '[role=dialog]')).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
  });
});
