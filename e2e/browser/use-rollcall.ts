import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { assertTestRuns } from '../../scripts/ended-tests/ended-tests.mjs';
import { type Rollcall, type RollcallOptions, startRollcall } from '../product/rollcall.ts';
import { SIGN_IN } from '../product/sign-in.ts';
import { Session } from './session.ts';
import { WarmBrowser } from './warm-browser.ts';

interface OpenOptions extends BrowserContextOptions {
  /** Before the page is loaded. */
  prepare?: (session: Session) => Promise<void>;
  /** Whether the page preloads code when the browser is idle, which costs each test a second. */
  isIdle?: boolean;
  /** Whether the browser's cache is empty, as on a first visit. */
  isCold?: boolean;
  /** Whether the test can advance the time. */
  clock?: boolean;
  /** By default the owner is signed in. */
  signedIn?: boolean;
  /** By default by IP address. Browsers offer passkeys only for host names. */
  byName?: boolean;
}

const DEFAULTS: BrowserContextOptions = { locale: 'en-US', viewport: { width: 1280, height: 860 } };

/**
 * A time limit for actions that take a second on an idle machine. With four other programs on two processors, 15 s were not
 * enough.
 */
const PATIENCE_MS = 60_000;

/** The one browser of this worker's test files. It ends with the worker. */
const browser = new WarmBrowser();

/**
 * A running product and a browser for the tests of one file. Each test starts with the same people. After a test its tabs are
 * closed. Errors of the page, or requests to another origin, fail the test.
 */
export function useRollcall(options: RollcallOptions) {
  let rollcall: Rollcall;
  const sessions: Session[] = [];

  beforeAll(async () => {
    // One after the other, so that a browser that does not start leaves no server behind.
    await browser.start();
    rollcall = await startRollcall(options);
  });

  beforeEach(() => rollcall.reset());

  afterEach(async () => {
    const open = sessions.splice(0);
    await Promise.all(open.map(({ context }) => browser.release(context)));
    expect(open.flatMap(({ problems }) => problems)).toEqual([]);
  });

  afterAll(() => rollcall?.stop());

  /** Opens the console for another person: a tab with separate storage. */
  async function open(
    path = '/users',
    {
      prepare,
      clock,
      signedIn = true,
      byName = false,
      isIdle = false,
      isCold = false,
      ...context
    }: OpenOptions = {},
  ): Promise<Session> {
    assertTestRuns();
    // The other options change the context permanently, or test how a page is loaded.
    const isPlain = !prepare && !clock && !isIdle && !isCold && !byName && Object.keys(context).length === 0;
    const own = isPlain
      ? await browser.warmContext(DEFAULTS)
      : await browser.newContext({ ...DEFAULTS, ...context });
    own.setDefaultTimeout(PATIENCE_MS);
    const url = byName ? rollcall.url.replace('127.0.0.1', 'localhost') : rollcall.url;
    const session = await Session.open(own, url);
    sessions.push(session);
    if (isPlain) refuseClock(session);
    await browser.empty(session.page, url);
    if (signedIn) await signInHere(own, { url, owner: rollcall.owner });
    if (clock) await session.page.clock.install();
    if (!isIdle) await session.page.addInitScript(() => (window.requestIdleCallback = () => 0));
    await prepare?.(session);
    await session.page.goto(`${url}${path}`);
    return session;
  }

  return {
    open,
    get rollcall() {
      return rollcall;
    },
  };
}

/** Fake timers of a test stay in a context, and later tests use the kept context too. */
function refuseClock({ page }: Session): void {
  Object.defineProperty(page, 'clock', {
    get: () => {
      throw new Error('Open the page with `clock: true` where the test moves its clock.');
    },
  });
}

/** The cookie of the answer stays in the context, as after an earlier sign-in. */
async function signInHere(
  context: BrowserContext,
  { url, owner }: Pick<Rollcall, 'url' | 'owner'>,
): Promise<void> {
  const response = await context.request.post(`${url}/graphql`, {
    data: { query: SIGN_IN, variables: { input: owner } },
  });
  const { data } = (await response.json()) as { data: { signIn: { userErrors: object[] } } };
  expect(data.signIn.userErrors).toEqual([]);
}
