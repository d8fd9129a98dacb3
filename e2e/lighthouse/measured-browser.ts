import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { freePort } from '../../scripts/free-port.mjs';
import { findChromium } from '../browser/chromium.ts';
import { OWNER } from '../product/server.ts';
import { SIGN_IN } from '../product/sign-in.ts';

/** A browser that Lighthouse can open tabs in. */
export interface MeasuredBrowser {
  readonly port: number;
  readonly version: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts a browser with a profile of its own. Unlike the browser of the tests it has V8's compilers, as people's browsers do.
 * @param isSignedIn whether the owner has been in it before, and still is
 */
export async function openMeasuredBrowser(url: string, isSignedIn: boolean): Promise<MeasuredBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'rollcall-lighthouse-'));
  const port = await freePort();
  const found = await findChromium();
  const args = found.args.filter((arg) => !arg.startsWith('--js-flags'));
  const context = await chromium.launchPersistentContext(profile, {
    ...found,
    args: [...args, `--remote-debugging-port=${port}`],
    locale: 'en-US',
  });
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  try {
    if (isSignedIn) {
      const data = { query: SIGN_IN, variables: { input: OWNER } };
      await context.request.post(`${url}/graphql`, { data });
      // The console keeps in its storage that somebody was in.
      const page = await context.newPage();
      await page.goto(`${url}/users`);
      await page.locator('[data-user]').first().waitFor();
      await page.close();
    }
    const version = context.browser()?.version() ?? '?';
    return { port, version, close };
  } catch (error) {
    await close();
    throw error;
  }
}
