import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 2 });

/** Sends a request like a script, without a browser. */
async function askAs(token: string) {
  const response = await fetch(`${product.rollcall.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ users { totalCount } }' }),
  });
  return (await response.json()) as {
    data?: { users: { totalCount: number } } | null;
    errors?: { extensions: { code: string } }[];
  };
}

test('a token is created, shown once, used, listed as used, revoked and refused', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const session = await product.open('/account/tokens', { permissions });
  const { page } = session;
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Nightly export');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await dialog.getByText('Choose at least one.').waitFor();
  await dialog.getByRole('checkbox', { name: 'Read users' }).click();
  session.forget();
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token = (await dialog.locator('[data-token]').textContent()) ?? '';
  expect(token).toMatch(/^rollcall_[\w-]{43}$/);
  await dialog
    .locator('pre')
    .filter({ hasText: `Bearer ${token}` })
    .waitFor();
  const example = dialog.locator('[data-example]');
  expect(await example.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await dialog.getByRole('button', { name: 'Copy the command' }).click();
  await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`Bearer ${token}`);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Never used').waitFor();
  expect(session.sent).toEqual(['CreateAccessToken']);
  expect(await page.content()).not.toContain(token);

  expect((await askAs(token)).data).toEqual({ users: { totalCount: 2 } });
  await page.reload();
  await page.getByText('(127.0.0.1)').waitFor();

  session.forget();
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('Revoked', { exact: true }).waitFor();
  expect(session.sent).toEqual(['RevokeAccessToken']);
  expect((await askAs(token)).errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
});

test('all tokens are listed with their users, and by state', async () => {
  await product.rollcall.sql('delete from access_tokens');
  await product.rollcall.sql(
    `insert into access_tokens (user_id, name, hash, permissions, revoked_at)
     select (select min(id::text)::uuid from users where password_hash is not null), 'Token ' || n, sha256(n::text::bytea),
       '{USERS_READ}', case when n % 2 = 0 then now() end from generate_series(1, 60) n`,
  );
  const { page } = await product.open('/users');
  await page.getByRole('link', { name: 'Access tokens' }).click();
  await page.getByText('60 tokens').waitFor();
  const rows = page.locator('main li');
  await expect.poll(() => rows.count()).toBe(50);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(() => rows.count()).toBe(60);

  await page.getByRole('group', { name: 'Status' }).getByRole('button', { name: 'Revoked' }).click();
  await page.getByText('30 tokens').waitFor();
  expect(new URL(page.url()).search).toBe('?state=REVOKED');
  await page.reload();
  await page.getByText('30 tokens').waitFor();
});
