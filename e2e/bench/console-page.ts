import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { findChromium } from '../browser/chromium.ts';
import { OWNER } from '../product/server.ts';
import { SIGN_IN } from '../product/sign-in.ts';

/** The console as the owner sees it, with measurements of its tab. */
export interface ConsolePage {
  readonly browser: Browser;
  readonly page: Page;
  readonly tab: CDPSession;
  /** The number of requests for rows since it was opened. */
  readonly requests: () => number;
  readonly close: () => Promise<void>;
}

export const ROW_PX = 60;

/** Opens the list of users in a new browser, without any state of earlier measurements. */
export async function openConsole(url: string): Promise<ConsolePage> {
  const browser = await chromium.launch(await findChromium());
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 860 } });
  const { ok } = await signIn();
  if (!ok) throw new Error('The owner could not sign in.');
  const page = await context.newPage();
  let requests = 0;
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname !== '/graphql' || request.method() !== 'POST') return;
    const { operationName } = request.postDataJSON() as { operationName: string };
    if (operationName === 'Users') requests += 1;
  });
  await page.goto(`${url}/users`);
  await page.locator('[data-user]').first().waitFor();
  const tab = await context.newCDPSession(page);
  return { browser, page, tab, requests: () => requests, close: () => browser.close() };

  async function signIn(): Promise<{ ok: boolean }> {
    const data = { query: SIGN_IN, variables: { input: OWNER } };
    const answer = await context.request.post(`${url}/graphql`, { data });
    const { data: read } = (await answer.json()) as { data?: { signIn: { accessToken: string | null } } };
    return { ok: Boolean(read?.signIn.accessToken) };
  }
}
