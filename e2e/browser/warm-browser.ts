import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { findChromium } from './chromium.ts';

/**
 * A browser for all test files of a worker. A new context has an empty cache, and each page compiles the console again: a
 * second of CPU. One context is kept, with the browser's cache but without the storage of pages.
 */
export class WarmBrowser {
  #browser: Promise<Browser> | undefined;
  #warm: BrowserContext | undefined;
  #isTaken = false;

  /** Starts it if it does not run yet. */
  async start(): Promise<Browser> {
    this.#browser ??= findChromium().then((found) => chromium.launch(found));
    return this.#browser;
  }

  async newContext(options: BrowserContextOptions): Promise<BrowserContext> {
    return (await this.start()).newContext(options);
  }

  /**
   * The kept context, or a new one while another person of the same test uses it.
   * @param options the same in each call
   */
  async warmContext(options: BrowserContextOptions): Promise<BrowserContext> {
    if (this.#isTaken) return this.newContext(options);
    this.#isTaken = true;
    return (this.#warm ??= await this.newContext(options));
  }

  /** Removes the storage of an origin from the kept context, before a new page opens it. */
  async empty(page: Page, origin: string): Promise<void> {
    const context = page.context();
    if (context !== this.#warm) return;
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: STORES });
    await devtools.detach();
    await context.clearCookies();
    await context.clearPermissions();
  }

  /** Closes a context, or all pages of the kept one. */
  async release(context: BrowserContext): Promise<void> {
    if (context !== this.#warm) return context.close();
    await Promise.all(context.pages().map((page) => page.close()));
    this.#isTaken = false;
  }
}

const STORES = 'cookies,local_storage,indexeddb,cache_storage,service_workers';
