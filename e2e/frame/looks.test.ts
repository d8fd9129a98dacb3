import { describe, expect, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 3 });

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_name, look) => {
  async function open() {
    const session = await product.open('/no/such/page', look.options);
    await session.page.locator('#main h1').waitFor();
    return session;
  }

  test('in the page, in the account menu and in the side bar if a button opens it', async () => {
    const session = await open();
    const { page } = session;
    await expectNoFaults(session, look);
    await page.locator('header button[aria-haspopup="menu"]:visible').click();
    await page.getByRole('menu').waitFor();
    await expectNoFaults(session, look);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator('header button[aria-haspopup="dialog"]').first().click();
    await page.getByRole('dialog').getByRole('navigation').waitFor();
    await expectNoFaults(session, {
      ...look,
      looks: look.looks.filter(({ viewport }) => viewport.width < 768),
    });
  });

  test.each(['Control+k', '?'])('in the dialog that %s opens', async (keys) => {
    const session = await open();
    await session.page.keyboard.press(keys);
    await session.page.getByRole('dialog').waitFor();
    await expectNoFaults(session, look);
  });

  test('in a notice', async () => {
    const session = await open();
    await session.page.evaluate(() => reportError(new Error('of the test')));
    await session.page.locator('[data-slot="viewport"] > li').waitFor();
    await expectNoFaults(session, look);
    expect(session.expectProblems(/of the test/)).toBe(1);
  });

  test('in the home page, as charts and as tables', async () => {
    const session = await product.open('/home', look.options);
    const { page } = session;
    await page.locator('main svg a').first().waitFor();
    await expectNoFaults(session, look);
    await page.locator('main h2 + div button, main h2 ~ button').first().click();
    await page.locator('main table a').first().waitFor();
    await expectNoFaults(session, look);
  });
});
