import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 3, mail: true });

const PASSWORD = 'sour-plum-teapot-91';
const CREATE = `mutation ($email: String!, $name: String!, $password: String) {
  createUser(input: { email: $email, displayName: $name, password: $password }) { userErrors { code } } }`;

test.each(['tëst@bars.example', '"a b"@bars.example', '𠮷@bars.example', 'max@müller.example'])(
  'who has the address %s signs in with it',
  async (email) => {
    await product.rollcall.graphql(CREATE, { email, name: 'Max', password: PASSWORD });
    const { page } = await product.open('/account/security', { signedIn: false });
    await page.getByLabel('Email', { exact: true }).fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menu').getByText(email).waitFor();
  },
);

test('a user is added, found and changed by an address in any spelling', async () => {
  const users = await new UsersScreen(await product.open('/users/new')).settled();
  await users.dialog.locator('input[name=email]').fill('tëst@xn--mller-kva.example');
  await users.dialog.locator('input[name=displayName]').fill('Tëst Müller');
  await users.dialog.locator('[type=submit]').click();
  await users.row('Tëst Müller').getByText('tëst@müller.example').waitFor();

  await users.search.fill('tëst@xn--mller-kva.example');
  await expect.poll(() => users.rows.count()).toBe(1);
  await users.open('Tëst Müller');
  await users.field('Email').getByText('tëst@müller.example').waitFor();
  await users.change('Job title', 'Baker');
  await users.notice('Job title of Tëst Müller changed').waitFor();
  const rows = await product.rollcall.sql(
    `select email, title from users where display_name = 'Tëst Müller'`,
  );
  expect(rows).toEqual([{ email: 'tëst@müller.example', title: 'Baker' }]);
});

test('an invalid address is refused with our own text, at its field', async () => {
  const users = await new UsersScreen(await product.open('/users/new')).settled();
  await users.dialog.locator('input[name=email]').fill('no address');
  await users.dialog.locator('input[name=displayName]').fill('Nobody');
  await users.dialog.locator('[type=submit]').click();
  await users.dialog.getByText('This is not an email address.').waitFor();
});

test('the address in a password reset is accepted in any spelling', async () => {
  const { page } = await product.open('/forgot', { signedIn: false });
  await page.getByLabel('Email', { exact: true }).fill('tëst@müller.example');
  const answered = page.waitForResponse('**/graphql');
  await page.keyboard.press('Enter');
  const sent = (await answered).request().postDataJSON() as { variables: object };
  expect(sent.variables).toEqual({ input: { email: 'tëst@müller.example' } });
});
