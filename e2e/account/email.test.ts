import { beforeEach, expect, test } from 'vitest';
import { nightly, nightlyGroup } from '../../scripts/nightly.mjs';
import { useRollcall } from '../browser/use-rollcall.ts';
import { signInByPassword } from '../second-factor/account.ts';

const product = useRollcall({ people: 2, mail: true });
const LATER = `update sessions set created_at = now() - interval '11 minutes'`;

beforeEach(async () => {
  for (const table of ['access_tokens', 'sign_in_limits', 'email_changes']) {
    await product.rollcall.sql(`delete from ${table}`);
  }
});

test('one’s own address is changed with the password, confirmed by its link, and used to sign in', async () => {
  const { owner, sql, mail } = product.rollcall;
  const session = await product.open('/account/security');
  const { page } = session;
  await sql(LATER);
  await page.reload();
  await page.getByText(`You sign in with ${owner.email}.`).waitFor();
  await page.getByRole('button', { name: 'Change email' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('New email').fill('owner.new@example.org');
  await dialog.getByLabel('Your password').fill(owner.password);
  session.forget();
  await dialog.getByRole('button', { name: 'Change email' }).click();
  await page.getByText('Not confirmed yet: owner.new@example.org').waitFor();
  expect(session.sent).toEqual(['ChangeEmail']);
  await page.getByText(`You sign in with ${owner.email}.`).waitFor();

  const link = await mail?.linkTo('owner.new@example.org');
  expect(link).toMatch(/^\/confirm-email#/);
  await page.goto(`${product.rollcall.url}${link}`);
  await page.getByRole('button', { name: 'Confirm email' }).click();
  await page.getByText('Sign in with owner.new@example.org from now on.').waitFor();
  await page.getByRole('link', { name: 'Go to your account' }).click();
  await page.getByText('You sign in with owner.new@example.org.').waitFor();
  expect(await page.getByText('Not confirmed yet').count()).toBe(0);

  const other = await product.open('/sign-in', { signedIn: false });
  await signInByPassword(other.page, { ...owner, email: 'owner.new@example.org' });
  await other.page.locator('[data-user]').first().waitFor();
});

test('one’s own address cannot be edited in the list of users, and others can', async () => {
  const { rollcall } = product;
  const ids = {
    own: await rollcall.idOf(rollcall.owner.email),
    other: await rollcall.idOf('person.0001@example.org'),
  };
  const { page } = await product.open(`/users/${ids.own}`);
  const field = page.locator('[data-field=email]');
  const edit = field.locator('[data-edit]');
  await field.waitFor();
  expect(await edit.count()).toBe(0);
  await page.goto(`${rollcall.url}/users/${ids.other}`);
  await edit.waitFor();
});

nightly('a token needs the password if the sign-in is not recent', async () => {
  const session = await product.open('/account/tokens');
  const { page } = session;
  await product.rollcall.sql(LATER);
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Nightly');
  await dialog.getByRole('checkbox', { name: 'Read users' }).click();
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await dialog.getByLabel('Your password').fill(product.rollcall.owner.password);
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await dialog.locator('[data-token]').waitFor();
});

nightlyGroup('a link to a new password', () => {
  const TOKEN = `insert into access_tokens (user_id, name, hash, permissions)
    select id, 'Nightly', sha256('x'), '{USERS_READ}' from users where email = $1`;
  const SECRET = 'a-secret-of-the-test';

  async function open() {
    const { owner, sql } = product.rollcall;
    await sql(TOKEN, [owner.email]);
    await sql(
      `insert into password_resets (hash, user_id, expires_at)
        select sha256($2::text::bytea), id, now() + interval '1 hour' from users where email = $1`,
      [owner.email, SECRET],
    );
    const { page } = await product.open(`/reset#${SECRET}`, { signedIn: false });
    await page.getByText('1 access token can sign in to your account').waitFor();
    return page;
  }
  const isRevoked = async () => {
    const [token] = await product.rollcall.sql<{ revoked: boolean }>(
      'select revoked_at is not null as revoked from access_tokens',
    );
    return token?.revoked;
  };

  test.each([
    [undefined, true],
    ['Keep them', false],
  ])('with %s chosen, revokes access tokens: %s', async (choice, revoked) => {
    const page = await open();
    if (choice) await page.getByRole('radio', { name: choice }).click();
    await page.locator('input[name=password]').fill(product.rollcall.owner.password);
    await page.getByRole('button', { name: 'Set new password' }).click();
    await page.getByText('Password changed').waitFor();
    expect(await isRevoked()).toBe(revoked);
  });
});
