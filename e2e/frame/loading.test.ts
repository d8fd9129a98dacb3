import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Session } from '../browser/session.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';

const product = useRollcall({ people: 60 });

/** What is loaded when the browser is idle is not what somebody waits for. */
const neverIdle = async ({ page }: Session) =>
  page.addInitScript(() => (window.requestIdleCallback = () => 0));

const wasIn = async (session: Session) => {
  await neverIdle(session);
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

describe('before anything can be done', () => {
  test('the sign-in page loads two scripts of 102 KB at most', async () => {
    const { page } = await product.open('/sign-in', { signedIn: false, prepare: neverIdle });
    await page.getByLabel('Password').waitFor();
    const scripts = await loaded(page, '.js');
    // With before-paint.js.
    expect(scripts).toHaveLength(2);
    expect(sum(scripts)).toBeLessThan(102_000);
    expect(sum(scripts)).toBeGreaterThan(50_000);
  });

  test('the list loads five scripts of 225 KB at most', async () => {
    const session = await product.open('/users', { prepare: wasIn });
    await new UsersScreen(session).settled();
    const scripts = await loaded(session.page, '.js');
    // before-paint.js, the entry, the console, its texts, and what the bundler calls its runtime.
    expect(scripts.map(({ name }) => name)).toHaveLength(5);
    expect(sum(scripts)).toBeLessThan(225_000);
  });
});
