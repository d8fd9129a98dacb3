import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { findChromium } from '../browser/chromium.ts';
import { OWNER } from '../product/server.ts';
import { SIGN_IN } from '../product/sign-in.ts';

/** The console of the owner, of which pictures are taken. */
export interface Screen {
  readonly page: Page;
  /** @param quality of 100 */
  readonly take: (quality: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

export interface Look {
  colorScheme: 'light' | 'dark';
  width: number;
  height: number;
}

export async function startBrowser(): Promise<Browser> {
  return chromium.launch(await findChromium());
}

export async function openScreen(browser: Browser, url: string, look: Look): Promise<Screen> {
  const { colorScheme, width, height } = look;
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'Europe/Zurich',
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
  });
  await context.request.post(`${url}/graphql`, { data: { query: SIGN_IN, variables: { input: OWNER } } });
  const page = await context.newPage();
  const tab: CDPSession = await context.newCDPSession(page);
  return {
    page,
    take: async (quality) => {
      await atRest(page);
      // Playwright itself writes only PNG and JPEG.
      const { data } = await tab.send('Page.captureScreenshot', { format: 'webp', quality });
      return Buffer.from(data, 'base64');
    },
    close: () => context.close(),
  };
}

/** Waits until nothing moves or loads. */
async function atRest(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  // Transitions of recent changes begin with the next frame.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      const isClock = effect instanceof KeyframeEffect && effect.target?.closest('[role=progressbar]');
      return playState !== 'running' || isClock || effect?.getComputedTiming().iterations === Infinity;
    }),
  );
}
