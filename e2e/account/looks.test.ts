import { beforeEach, describe, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 2 });

beforeEach(async () => {
  await product.rollcall.sql(
    'delete from access_tokens; delete from email_changes; delete from password_resets',
  );
  await product.rollcall.sql(
    `insert into access_tokens (user_id, name, hash, hint, permissions, expires_at, revoked_at, last_used_at, last_used_address)
     select (select id from users where password_hash is not null), 'A token with a rather long name, number ' || n,
       sha256(n::text::bytea), 'rollcall_ab3d', '{USERS_READ,USERS_WRITE,AUDIT_READ}',
       now() + interval '1 day' * (2 - n), case when n = 3 then now() end, now(), '2001:db8:85a3::8a2e:370:7334'
     from generate_series(1, 3) n`,
  );
});

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_name, look) => {
  test.each(['/account/sessions', '/account/tokens', '/tokens'])('at %s', async (path) => {
    const session = await product.open(path, look.options);
    await session.page.locator('main li').first().waitFor();
    await expectNoFaults(session, look);
  });

  test('on creating a token, and with the shown token', async () => {
    const session = await product.open('/account/tokens', look.options);
    const { page } = session;
    await page.locator('main section button').first().click();
    await page.locator('[role=dialog] [role=combobox]').click();
    await page.locator('[role=option]').last().click();
    await page.locator('[type=submit]').click();
    await page.locator('[data-slot=error]').first().waitFor();
    await expectNoFaults(session, look, '[role=dialog]');

    await page.locator('input[name=name]').fill('Nightly');
    await page.locator('[role=dialog] [role=checkbox]').first().click();
    await page.locator('[type=submit]').click();
    await page.locator('[data-token]').waitFor();
    await expectNoFaults(session, look, '[role=dialog]');
  });

  test('on confirming an address, on a pending one, and at a new password with access tokens', async () => {
    const { owner, sql } = product.rollcall;
    await sql(
      `insert into email_changes (user_id, hash, email, expires_at)
        select id, sha256('confirm'), 'a.rather.long.address.of.somebody@example.org', now() + interval '1 hour'
        from users where email = $1`,
      [owner.email],
    );
    const session = await product.open('/confirm-email#confirm', look.options);
    const { page } = session;
    await page.locator('h1').waitFor();
    await expectNoFaults(session, look);
    await page.goto(`${product.rollcall.url}/confirm-email#x`);
    await page.reload();
    await page.locator('h1').waitFor();
    await expectNoFaults(session, look);
    await page.goto(`${product.rollcall.url}/account/security`);
    await page.locator('section').nth(3).waitFor();
    await expectNoFaults(session, look);
    await sql(
      `insert into password_resets (hash, user_id, expires_at)
        select sha256('reset'), id, now() + interval '1 hour' from users where email = $1`,
      [owner.email],
    );
    await page.goto(`${product.rollcall.url}/reset#reset`);
    await page.getByRole('radio').first().waitFor();
    await expectNoFaults(session, look);
  });
});
