import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import type { Session } from '../browser/session.ts';
import { useRollcall } from '../browser/use-rollcall.ts';

// Violations of the page's policy, and requests to another origin, fail the test.
const product = useRollcall({ people: 3 });

async function openNowhere(options = {}) {
  const { page } = await product.open('/no/such/page', options);
  await page.locator('#main h1').waitFor();
  return page;
}

async function choose(page: Page, menu: string, item: string) {
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitemcheckbox', { name: item }).click();
}

async function chooseLanguage(page: Page, language: string) {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Language' }).click();
  await page.getByRole('menuitemcheckbox', { name: language }).click();
}

test('an unknown URL has a page that says so and leads on', async () => {
  const page = await openNowhere();
  expect(await page.title()).toBe('Page not found · Rollcall');
  await page.getByRole('main').getByRole('link').click();
  await page.getByRole('heading', { name: 'People' }).waitFor();
  expect(await page.title()).toBe('People · Rollcall');
});

test('the home page is one request, and a bar leads to its list', async () => {
  const session = await product.open('/no/such/page');
  const { page } = session;
  await page.locator('#main h1').waitFor();
  session.forget();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  const bars = page
    .locator('main section')
    .filter({ has: page.locator('h2') })
    .first()
    .locator('svg a');
  await bars.last().waitFor();
  expect(session.sent).toEqual(['Home']);
  await bars.last().click();
  const today = new Date().toISOString().slice(0, 10);
  await page.waitForURL(`**/users?from=${today}&to=${today}`);
});

// Without caching, Chromium fetches it again at each change of the URL, beside every search.
nightly('the browser caches the favicon', async () => {
  const page = await openNowhere();
  const href = (await page.locator('link[rel=icon]').getAttribute('href')) ?? '';
  const answer = await page.request.get(new URL(href, page.url()).href);
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/png',
    'cache-control': expect.stringContaining('immutable') as string,
  });
});

describe('a choice of language and colours', () => {
  test('takes effect at once and at the next visit', async () => {
    const page = await openNowhere({ colorScheme: 'light' });
    await choose(page, 'Account', 'Dark');
    await chooseLanguage(page, 'العربية');
    await page.getByRole('heading', { name: 'الصفحة غير موجودة' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'الصفحة غير موجودة' }).waitFor();

    const html = page.locator('html');
    expect(await html.getAttribute('dir')).toBe('rtl');
    expect(await html.getAttribute('class')).toBe('dark');
  });

  test('of a language is stored in the account by one request, and applies in another browser', async () => {
    const session = await product.open('/no/such/page');
    await session.page.locator('#main h1').waitFor();
    session.forget();
    await chooseLanguage(session.page, 'Français');
    await session.page.locator('html[lang=fr]').waitFor();
    await expect.poll(() => session.sent).toEqual(['UpdateViewer']);
    const text = await session.page.locator('#main h1').textContent();
    expect(text).not.toBe('Page not found');

    const other = await product.open('/no/such/page', { locale: 'de-CH' });
    await other.page.locator('html[lang=fr]').waitFor();
    await other.page.getByRole('heading', { name: text ?? '' }).waitFor();
  });

  // Of 84 menus that were opened 0 to 250 ms after such a choice, five closed by themselves.
  nightly('keeps a menu open that is opened at the moment the first one closes', async () => {
    const { page } = await product.open('/sign-in', { colorScheme: 'light', signedIn: false, isIdle: true });
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('menu').waitFor();
    await page.evaluate(openNextWhenGone, 'Language');
    await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
    await page.locator('[data-next=open]').waitFor();
    expect(await page.getByRole('button', { name: 'Language' }).getAttribute('aria-expanded')).toBe('true');
    expect(await page.getByRole('menuitemcheckbox', { name: 'English' }).isVisible()).toBe(true);
  });

  nightly('returns the focus to the button of its menu', async () => {
    const page = await openNowhere({ colorScheme: 'light' });
    await choose(page, 'Account', 'Dark');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.locator('button:focus').waitFor();
    expect(await page.locator('button:focus').textContent()).toMatch(/^Account/);
  });

  nightly('applies to the first paint, so that nothing flashes', async () => {
    const prepare = async ({ page }: Session) => page.addInitScript(noteFirstPaint);
    const page = await openNowhere({ colorScheme: 'light', prepare });
    const first = await page.waitForFunction(() => document.documentElement.dataset['firstPaint']);
    expect(await first.jsonValue()).toBe('ar rtl rgb(15, 23, 43)');
  });
});

/** Runs in the page. Opens a menu as soon as the open one has left the page, and marks when all resulting work is done. */
function openNextWhenGone(name: string) {
  const menu = document.querySelector('[role=menu]');
  const next = document.querySelector<HTMLElement>(`button[aria-label=${name}]`);
  const observer = new MutationObserver(() => {
    if (menu?.isConnected) return;
    observer.disconnect();
    next?.focus();
    next?.click();
    // After the timers of the first menu, and two frames for their changes.
    setTimeout(() =>
      requestAnimationFrame(() =>
        requestAnimationFrame(() => (document.documentElement.dataset['next'] = 'open')),
      ),
    );
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/** Runs in the page before all other code: sets the choices of the last visit, and records the first paint. */
function noteFirstPaint() {
  localStorage.setItem('rollcall.colorMode', 'dark');
  localStorage.setItem('rollcall.language', 'ar');
  new PerformanceObserver(() => {
    const { lang, dir, dataset } = document.documentElement;
    dataset['firstPaint'] ??= `${lang} ${dir} ${getComputedStyle(document.body).backgroundColor}`;
  }).observe({ type: 'paint', buffered: true });
}

describe('while the code loads', () => {
  const shape = (page: Page, part: string) => page.locator(`.shell-${part}`).isVisible();

  /** The page while it is unknown who is signed in. */
  async function openEarly(path: string, wasIn: boolean) {
    const prepare = async ({ page }: Session) => {
      await page.route('**/graphql', () => undefined);
      if (wasIn) await page.addInitScript(() => localStorage.setItem('rollcall.wasIn', 'true'));
    };
    return (await product.open(path, { prepare, signedIn: false })).page;
  }

  test.each(['/users', '/audit', '/playground'])('the console has its shape at %s', async (path) => {
    const page = await openEarly(path, true);
    await expect.poll(() => shape(page, 'side')).toBe(true);
    expect([await shape(page, 'page'), await shape(page, 'card')]).toEqual([true, false]);
  });

  test('the sign-in page has its own placeholder', async () => {
    const page = await openEarly('/sign-in', true);
    await expect.poll(() => shape(page, 'card')).toBe(true);
    expect([await shape(page, 'side'), await shape(page, 'page')]).toEqual([false, false]);
  });

  test('the console’s placeholder is hidden from visitors who never signed in here', async () => {
    const page = await openEarly('/users', false);
    await expect.poll(() => shape(page, 'card')).toBe(true);
  });
});

describe('the face', () => {
  test('uses our own font, which comes with the page', async () => {
    const page = await openNowhere();
    await expect.poll(() => page.evaluate(() => document.fonts.check('16px "Geist Variable"'))).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toMatch(
      /^"Geist Variable"/,
    );
  });
});

describe('from the keyboard', () => {
  test('Control-K finds a command by a part of its name', async () => {
    const page = await openNowhere();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByPlaceholder('Find a person, or what to do').fill('dark');
    await page.getByRole('option', { name: 'Appearance: Dark' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('html').getAttribute('class')).toBe('dark');
  });

  test('a question mark lists the keys, and Escape returns the focus', async () => {
    const page = await openNowhere();
    const link = page.getByRole('main').getByRole('link');
    await link.focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  nightly('the first stop of the Tab key skips the header', async () => {
    const page = await openNowhere();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const link = page.getByRole('main').getByRole('link');
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});
