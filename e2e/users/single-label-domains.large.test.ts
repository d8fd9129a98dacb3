import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 3, env: { ALLOW_SINGLE_LABEL_DOMAINS: 'true' } });
const PASSWORD = 'a few words of my own';

test('a user of an intranet is created, changed and signs in with an address such as ada@localhost', async () => {
  const users = await new UsersScreen(await product.open('/users', { clock: true })).settled();
  await users.create('Ada Lovelace', 'ada@intranet');
  await users.row('Ada Lovelace').waitFor();
  await users.open('Ada Lovelace');
  await users.change('Email', 'ada@localhost');
  await users.row('Ada Lovelace').getByText('ada@localhost').waitFor();

  const input = `email: "bea@localhost", displayName: "Bea", password: "${PASSWORD}"`;
  const made = await product.rollcall.graphql(
    `mutation { createUser(input: { ${input} }) { userErrors { code } } }`,
  );
  expect(made).toEqual({ createUser: { userErrors: [] } });
  const { page } = await product.open('/', { signedIn: false });
  await page.getByLabel('Email', { exact: true }).fill('bea@localhost');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menu').getByText('bea@localhost').waitFor();
});
