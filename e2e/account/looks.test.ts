import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { atRest, LOOKS } from '../users/looks.ts';

const product = useRollcall({ people: 2 });

beforeEach(async () => {
  await product.rollcall.sql('delete from access_tokens');
  await product.rollcall.sql(
    `insert into access_tokens (user_id, name, hash, hint, permissions, expires_at, revoked_at, last_used_at, last_used_address)
     select (select id from users where password_hash is not null), 'A token with a rather long name, number ' || n,
       sha256(n::text::bytea), 'rollcall_ab3d', '{USERS_READ,USERS_WRITE,AUDIT_READ}',
       now() + interval '1 day' * (2 - n), case when n = 3 then now() end, now(), '2001:db8:85a3::8a2e:370:7334'
     from generate_series(1, 3) n`,
  );
});

/** @param part what is looked at; below a dialog nothing can be read, nor need be. */
async function faultsOf(page: Page, part = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_look, options) => {
  test.each(['/account/sessions', '/account/tokens', '/tokens'])('at %s', async (path) => {
    const { page } = await product.open(path, options);
    await page.locator('main li').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
  });

  test('where a token is made and shown', async () => {
    const session = await product.open('/account/tokens', options);
    const { page } = session;
    const screen = new UsersScreen(session);
    await page.locator('main section button').first().click();
    await page.locator('[role=dialog] [role=combobox]').click();
    await page.locator('[role=option]').last().click();
    await page.locator('[type=submit]').click();
    await page.locator('[data-slot=error]').first().waitFor();
    await atRest(screen);
    expect(await faultsOf(page, '[role=dialog]')).toEqual([]);

    await page.locator('input[name=name]').fill('Nightly');
    await page.locator('[role=dialog] [role=checkbox]').first().click();
    await page.locator('[type=submit]').click();
    await page.locator('[data-token]').waitFor();
    await atRest(screen);
    expect(await faultsOf(page, '[role=dialog]')).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
  });
});
