import type { Page } from 'playwright-core';
import { ROW_PX } from './console-page.ts';

/** One frame, just before the page is painted. */
export interface Frame {
  /** Since the page was opened, in milliseconds. */
  readonly time: number;
  readonly scrollTop: number;
  /** Rows of the view, whole or in part, that are not drawn. */
  readonly missing: number;
  /** How far the drawn rows reach below the view, in pixels. */
  readonly reserve: number;
}

interface Probe {
  frames: Frame[];
  isOn: boolean;
}

type Probed = typeof globalThis & { probe: Probe };

/** Starts to observe every frame. It reads only values that need no new layout, in some tens of microseconds. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate((rowPx) => {
    const scroller = document.querySelector<HTMLElement>(':has(> [role=table])');
    if (!scroller) throw new Error('There is no list.');
    const probe: Probe = { frames: [], isOn: true };
    (globalThis as Probed).probe = probe;
    const viewPx = scroller.clientHeight - 40; // Without the part below its head.
    const look = (time: number) => {
      if (!probe.isOn) return;
      const { scrollTop } = scroller;
      const drawn = new Set<number>();
      for (const row of scroller.querySelectorAll('[role=row]:has([data-user])')) {
        drawn.add(Number(row.getAttribute('aria-rowindex')) - 2);
      }
      const last = Math.floor((scrollTop + viewPx - 1) / rowPx);
      let missing = 0;
      for (let row = Math.floor(scrollTop / rowPx); row <= last; row += 1) if (!drawn.has(row)) missing += 1;
      let below = last;
      while (drawn.has(below + 1)) below += 1;
      const reserve = (below + 1) * rowPx - (scrollTop + viewPx);
      probe.frames.push({ time, scrollTop, missing, reserve });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, ROW_PX);
}

export async function watchedFrames(page: Page): Promise<Frame[]> {
  return page.evaluate(() => {
    const { probe } = globalThis as Probed;
    probe.isOn = false;
    return probe.frames;
  });
}
