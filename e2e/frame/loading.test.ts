import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nightly } from '../../scripts/nightly.mjs';
import type { Session } from '../browser/session.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 60 });

const wasIn = async (session: Session) => {
  await session.page.addInitScript(() => localStorage.setItem('rollcall.wasIn', 'true'));
};

interface Loaded {
  name: string;
  bytes: number;
}

/** The files that the page has loaded, with their sizes as they were sent. */
async function loaded(page: Page, ending: string): Promise<Loaded[]> {
  const all = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map((each) => ({
      name: new URL(each.name).pathname,
      bytes: each.encodedBodySize,
    })),
  );
  return all.filter(({ name }) => name.endsWith(ending));
}

const sum = (files: Loaded[]) => files.reduce((total, { bytes }) => total + bytes, 0);

describe('before the first interaction', () => {
  test('the sign-in page loads two scripts of 104 KB at most', async () => {
    const { page } = await product.open('/sign-in', { signedIn: false, isCold: true });
    await page.getByLabel('Password').waitFor();
    const scripts = await loaded(page, '.js');
    // With before-paint.js.
    expect(scripts).toHaveLength(2);
    expect(sum(scripts)).toBeLessThan(104_000);
    expect(sum(scripts)).toBeGreaterThan(50_000);
  });

  test('the list loads four scripts of 246 KB at most', async () => {
    const session = await product.open('/users', { prepare: wasIn });
    await new UsersScreen(session).settled();
    const scripts = await loaded(session.page, '.js');
    // before-paint.js, the entry, the console, and its texts.
    expect(scripts.map(({ name }) => name)).toHaveLength(4);
    expect(sum(scripts)).toBeLessThan(246_000);
  });
});

test('the session, the console and the texts are requested while the entry loads, each once', async () => {
  const held: (() => void)[] = [];
  const files: string[] = [];
  let isHeld = true;
  let session: Session | undefined;
  const prepare = async (opened: Session) => {
    session = opened;
    await wasIn(opened);
    await opened.page.route('**/assets/*.js', async (route) => {
      files.push(/\/assets\/(\w+)-/.exec(route.request().url())?.[1] ?? '');
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    });
  };
  const opening = product.open('/users', { prepare, locale: 'ar' });
  await expect.poll(() => session?.sent).toEqual(['RefreshSession']);
  // Code and texts have the same name: `entry` for the sign-in pages, `console` for the console.
  await expect.poll(() => files.toSorted()).toEqual(['console', 'console', 'entry', 'index']);
  expect(held).toHaveLength(4);
  isHeld = false;
  for (const release of held) release();
  const users = await new UsersScreen(await opening).settled();
  expect(users.session.sent.filter((name) => name === 'RefreshSession')).toHaveLength(1);
});

/** Runs in the page. Sums up layout shifts, as browsers measure them. */
function addUpShifts() {
  document.addEventListener('DOMContentLoaded', () => (document.documentElement.dataset['shift'] ??= '0'));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      if (entry.hadRecentInput) continue;
      const { dataset } = document.documentElement;
      dataset['shift'] = String(Number(dataset['shift'] ?? 0) + entry.value);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

test('nothing moves on a slow phone while the list loads', async () => {
  const prepare = async ({ page, context }: Session) => {
    await page.addInitScript(addUpShifts);
    await page.addInitScript(() => localStorage.setItem('rollcall.wasIn', 'true'));
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  };
  const phone = {
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
    isMobile: true,
    locale: 'ar',
  };
  const session = await product.open('/users', { ...phone, prepare });
  await new UsersScreen(session).settled();
  await session.page.evaluate(() => document.fonts.ready);
  // The smallest value that Lighthouse shows.
  expect(Number(await session.page.locator('html').getAttribute('data-shift'))).toBeLessThan(0.01);
});

nightly('every icon on the first pages is drawn', async () => {
  const drawn = ({ page }: Session) =>
    page
      .locator('svg.iconify, svg[class*="iconify"], svg[aria-hidden=true]')
      .evaluateAll((all) => all.map((svg) => svg.childElementCount > 0));
  const entry = await product.open('/sign-in', { signedIn: false });
  await entry.page.getByLabel('Password').waitFor();
  const list = await product.open('/users');
  await new UsersScreen(list).settled();
  expect((await drawn(entry)).length).toBeGreaterThan(0);
  expect((await drawn(list)).length).toBeGreaterThan(10);
  for (const session of [entry, list]) expect(await drawn(session)).not.toContain(false);
});
