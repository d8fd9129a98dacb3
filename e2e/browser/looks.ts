import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { suite } from '../../scripts/suites.mjs';
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

/** Each state once, in the two most different looks, as `pnpm test` has little time. */
export const IN_SHORT: Opening = {
  options: { viewport: DESKTOP },
  looks: [
    { colorScheme: 'light', viewport: DESKTOP },
    { colorScheme: 'dark', viewport: PHONE },
  ],
};

/**
 * For the states that a task passes through. The quick suite checks them in the first look only, as each look costs up to half a
 * second. The nightly suite runs the same tests in both looks.
 */
export const IN_PASSING: Opening =
  suite === 'quick' ? { ...IN_SHORT, looks: IN_SHORT.looks.slice(0, 1) } : IN_SHORT;

/** Opening the console takes several times as long as checking a look, so each state is opened twice and not once per look. */
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

/** The looks of the console: how it is opened, and how it is then changed. */
export const LOOKS: Record<string, Opening> =
  suite === 'looks' ? IN_FULL : { 'in light on a desktop and in dark on a phone': IN_SHORT };

// Not through @axe-core/playwright, which takes 2.5 to 4 s instead of 0.3 to 0.5 s, as it also reports everything that passes.
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/**
 * Expects that axe finds no fault and that nothing is too wide, in every look of this way of opening.
 * @param part the part for axe; content below a dialog need not be readable
 */
export async function expectNoFaults({ page }: Session, { looks }: Opening, part = 'html'): Promise<void> {
  for (const look of looks) {
    await show(page, look);
    // More than once, as the last loaded parts may still be moving.
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

/** Waits until no transition runs, so that colours and positions are final. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      const goesOn = effect?.getComputedTiming().iterations === Infinity;
      // The timer bar of a notice.
      const isClock = effect instanceof KeyframeEffect && effect.target?.closest('[role=progressbar]');
      return playState !== 'running' || goesOn || isClock;
    }),
  );
}

/** Runs in the page. Returns a line for each fault, with its elements. */
async function runAxe({ part, options }: { part: string; options: RunOptions }): Promise<string[]> {
  const { axe } = globalThis as unknown as {
    axe: { run: (part: string, options: RunOptions) => Promise<AxeResults> };
  };
  const { violations } = await axe.run(part, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

/** Runs in the page. Finds elements beyond its sides that no scrolling or hiding element cuts off. */
function findTooWide(): string[] {
  const { clientWidth } = document.documentElement;
  const isCut = (element: Element | null): boolean =>
    element !== null && (getComputedStyle(element).overflowX !== 'visible' || isCut(element.parentElement));
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    // Elements of one pixel are only for screen readers.
    return width > 1 && (left < -1 || right > clientWidth + 1) && !isCut(element.parentElement);
  });
  const page = document.scrollingElement;
  const scrolls = page && page.scrollWidth > page.clientWidth ? ['the page scrolls sideways'] : [];
  return [...scrolls, ...wide.map((element) => element.outerHTML.slice(0, 200))];
}
