import { expect, test } from 'vitest';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 0 });

/** As the server printed it, on the host that the browser asks. */
function printedLink(): string {
  const [, link] = /(\/setup#\S+)/.exec(product.rollcall.output()) ?? [];
  if (!link) throw new Error(`There is no link in: ${product.rollcall.output()}`);
  return link;
}

test('the link that the server prints makes the first owner, once', async () => {
  await expect.poll(() => product.rollcall.output()).toContain('/setup#');
  const { page } = await product.open(printedLink(), { signedIn: false });
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('Email').fill('olga@example.org');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create owner' }).click();
  await expect.poll(() => page.getByLabel('Password').getAttribute('aria-invalid')).toBe('true');

  await page.getByLabel('Password').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Create owner' }).click();
  await page.getByRole('heading', { name: 'People' }).waitFor();
  await page.getByRole('link', { name: 'Olga Owner' }).waitFor();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menu').getByText('olga@example.org').waitFor();

  const again = await product.open(printedLink(), { signedIn: false });
  await again.page.getByLabel('Your name').fill('Mallory');
  await again.page.getByLabel('Email').fill('mallory@example.org');
  await again.page.getByLabel('Password').fill('correct horse battery staple');
  await again.page.getByRole('button', { name: 'Create owner' }).click();
  await again.page.getByRole('alert').waitFor();
  expect(await product.rollcall.sql('select 1 from users')).toHaveLength(1);
});
