import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Session } from './session.ts';

interface Look {
  colorScheme: 'light' | 'dark';
  viewport: { width: number; height: number };
}

interface Opening {
  options: BrowserContextOptions;
  looks: Look[];
}

const DESKTOP = { width: 1280, height: 860 };
const TABLET = { width: 800, height: 900 };
const PHONE = { width: 360, height: 740 };

/** Each state once, in the two looks that differ most: what `pnpm test` has time for. */
export const IN_SHORT: Opening = {
  options: { viewport: DESKTOP },
  looks: [
    { colorScheme: 'light', viewport: DESKTOP },
    { colorScheme: 'dark', viewport: PHONE },
  ],
};

/** To open the console takes several times as long as to look at it, so each state is reached twice and not once a look. */
const IN_FULL: Record<string, Opening> = {
  'on a desktop, then in dark, on a tablet and on a phone': {
    options: { viewport: DESKTOP },
    looks: [
      { colorScheme: 'light', viewport: DESKTOP },
      { colorScheme: 'dark', viewport: DESKTOP },
      { colorScheme: 'light', viewport: TABLET },
      { colorScheme: 'light', viewport: PHONE },
    ],
  },
  'on a phone in dark, from right to left': {
    options: { viewport: PHONE, locale: 'ar', colorScheme: 'dark' },
    looks: [{ colorScheme: 'dark', viewport: PHONE }],
  },
};

/** The ways in which the console is looked at: how it is opened, and what it then becomes. */
export const LOOKS: Record<string, Opening> =
  process.env['TEST_SUITE'] === 'looks'
    ? IN_FULL
    : { 'in light on a desktop and in dark on a phone': IN_SHORT };

// Not through @axe-core/playwright, which spends 2.5 to 4 s where this takes 0.3 to 0.5: it has everything that
// passes told as well.
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/**
 * Expects that axe finds no fault and that nothing is too wide, in every look that this way of opening has.
 * @param part what axe looks at; below a dialog nothing can be read, nor need be
 */
export async function expectNoFaults({ page }: Session, { looks }: Opening, part = 'html'): Promise<void> {
  for (const look of looks) {
    await show(page, look);
    // More than once, as the last of what is loaded may still be moving into its place.
    const where = `${look.colorScheme}, ${look.viewport.width} pixels`;
    await expect.poll(() => findFaults(page, part), { message: where }).toEqual([]);
  }
  if (looks[0]) await show(page, looks[0]);
}

async function show(page: Page, { colorScheme, viewport }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(viewport);
  await page.waitForFunction(
    (isDark) => document.documentElement.classList.contains('dark') === isDark,
    colorScheme === 'dark',
  );
}

async function findFaults(page: Page, part: string): Promise<string[]> {
  await atRest(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(runAxe, { part, options: OPTIONS });
  return [...violations, ...(await page.evaluate(findTooWide))];
}

/** Until nothing fades or slides any more: colours and places are what they stay. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      const goesOn = effect?.getComputedTiming().iterations === Infinity;
      // A notice shows how long it will stay.
      const isClock = effect instanceof KeyframeEffect && effect.target?.closest('[role=progressbar]');
      return playState !== 'running' || goesOn || isClock;
    }),
  );
}

/** In the page. A line for each fault, with the elements that have it. */
async function runAxe({ part, options }: { part: string; options: RunOptions }): Promise<string[]> {
  const { axe } = globalThis as unknown as {
    axe: { run: (part: string, options: RunOptions) => Promise<AxeResults> };
  };
  const { violations } = await axe.run(part, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

/** In the page: what reaches beyond its sides, and is not cut off by something that scrolls or hides. */
function findTooWide(): string[] {
  const { clientWidth } = document.documentElement;
  const isCut = (element: Element | null): boolean =>
    element !== null && (getComputedStyle(element).overflowX !== 'visible' || isCut(element.parentElement));
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    // A pixel is what is there for screen readers only.
    return width > 1 && (left < -1 || right > clientWidth + 1) && !isCut(element.parentElement);
  });
  const page = document.scrollingElement;
  const scrolls = page && page.scrollWidth > page.clientWidth ? ['the page scrolls sideways'] : [];
  return [...scrolls, ...wide.map((element) => element.outerHTML.slice(0, 200))];
}
