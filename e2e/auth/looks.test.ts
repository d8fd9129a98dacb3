import { describe, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 2 });

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_name, look) => {
  test('on the sign-in page, before and after a refusal', async () => {
    const session = await product.open('/sign-in', { ...look.options, signedIn: false });
    const { page } = session;
    await page.locator('input[name=email]').waitFor();
    await expectNoFaults(session, look);
    await page.locator('[type=submit]').click();
    await page.locator('[data-slot=error]').first().waitFor();
    await page.locator('input[name=email]').fill('nobody@example.org');
    await page.locator('input[name=password]').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectNoFaults(session, look);
  });

  test.each(['/setup', '/setup#some-token'])('at %s', async (path) => {
    const session = await product.open(path, { ...look.options, signedIn: false });
    const { page } = session;
    await page.locator('h1').waitFor();
    await expectNoFaults(session, look);
  });

  test('after the end of a session', async () => {
    const session = await product.open('/users', look.options);
    const { page } = session;
    await page.locator('[data-user]').first().waitFor();
    await product.rollcall.sql('update sessions set revoked_at = now()');
    await page.getByRole('searchbox').fill('a');
    await page.getByRole('dialog').locator('input[name=password]').waitFor();
    await expectNoFaults(session, look, '[role=dialog]');
  });
});
