import type { Page } from 'playwright-core';

const rows = (page: Page) => page.locator('[role=row]:has([data-user])');

async function openList(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/users`);
  await rows(page).first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** What each picture of docs/console.md shows. */
export const PICTURES: Record<string, (page: Page, url: string) => Promise<void>> = {
  home: async (page, url) => {
    await page.goto(`${url}/home`);
    await page.locator('main svg').first().waitFor();
  },
  list: openList,
  person: async (page, url) => {
    await openList(page, url);
    const address = await rows(page).nth(3).getByRole('link').getAttribute('href');
    await page.goto(`${url}${address}`);
    await page.locator('[data-field=email]').waitFor();
  },
  many: async (page, url) => {
    await openList(page, url);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('d');
    await page.getByRole('dialog').getByText('will change').first().waitFor();
  },
  audit: async (page, url) => {
    await page.goto(`${url}/audit`);
    await page.locator('main time').first().waitFor();
  },
  roles: async (page, url) => {
    await page.goto(`${url}/roles`);
    await page.getByText('Administrator').first().waitFor();
  },
  playground: async (page, url) => {
    await page.goto(`${url}/playground`);
    await page.locator('.cm-content').first().waitFor();
    await page.keyboard.press('Control+Enter');
  },
};
