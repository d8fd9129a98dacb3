import type { Browser, Page } from 'playwright-core';
import { animate, type Frame } from './animated-webp.ts';
import { openScreen } from './screen.ts';

const SIZE = { width: 1280, height: 760 };
/** Out of 100: a film of 40 pictures must stay below 1.5 MB. */
const QUALITY = 62;

/** A search, a title that is edited in place and changed back, and a change of many people. */
export async function takeFilm(browser: Browser, url: string): Promise<Buffer> {
  const { page, take, close } = await openScreen(browser, url, { colorScheme: 'light', ...SIZE });
  const frames: Frame[] = [];
  const shoot = async (milliseconds: number) => void frames.push({ webp: await take(QUALITY), milliseconds });
  await page.goto(`${url}/users`);
  await page.locator('[data-user]').first().waitFor();
  await shoot(1_500);
  await search(page, shoot);
  await changeTitle(page, shoot);
  await changeMany(page, shoot);
  await close();
  return animate(frames, SIZE);
}

type Shoot = (milliseconds: number) => Promise<void>;

async function search(page: Page, shoot: Shoot): Promise<void> {
  const box = page.getByRole('searchbox');
  for (const letters of ['a', 'an', 'ann', 'anna']) {
    await box.fill(letters);
    await page.waitForURL(new RegExp(`q=${letters}$`));
    await shoot(300);
  }
  await shoot(1_200);
}

async function changeTitle(page: Page, shoot: Shoot): Promise<void> {
  await page.locator('[data-user]').first().click();
  await page.locator('[data-field=title]').waitFor();
  await shoot(1_200);
  await page.locator('[data-field=title] button').first().click();
  const field = page.locator('[data-field=title] input');
  await field.waitFor();
  await shoot(600);
  for (const text of ['Head', 'Head of', 'Head of Research']) {
    await field.fill(text);
    await shoot(250);
  }
  await page.keyboard.press('Enter');
  await page.getByText('Job title of').first().waitFor();
  await shoot(2_000);
  await page.keyboard.press('Escape');
}

async function changeMany(page: Page, shoot: Shoot): Promise<void> {
  await page.getByRole('searchbox').fill('');
  await page.waitForURL(/\/users$/);
  await shoot(800);
  // Moves the focus from the field to the rows, whose keys follow.
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('Control+a');
  await shoot(1_000);
  await page.keyboard.press('Control+a');
  await shoot(1_000);
  await page.keyboard.press('d');
  await page.getByRole('dialog').getByText('will change').first().waitFor();
  await shoot(2_500);
}
