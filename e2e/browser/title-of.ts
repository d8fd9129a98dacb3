import { chromium as playwright } from 'playwright-core';
import type { Browser } from './browser.ts';

/** Starts a browser, opens a page with the title Hello, and returns the title. */
export async function titleOf(browser: Browser): Promise<string> {
  const running = await playwright.launch(browser);
  try {
    const page = await running.newPage();
    await page.goto('data:text/html,<title>Hello</title>');
    return await page.title();
  } finally {
    await running.close();
  }
}
