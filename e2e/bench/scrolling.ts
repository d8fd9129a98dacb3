import { type ConsolePage, openConsole, ROW_PX } from './console-page.ts';
import { watchedFrames, watchFrames } from './frame-probe.ts';
import { traceMainThread } from './main-thread.ts';
import { scrollToRow } from './far-down.ts';
import { quantile } from './statistics.ts';

/** A frame is late that takes half as long again as a screen of 60 frames a second gives it. */
const LATE_MS = 25;

export interface Scrolling {
  readonly speed: number;
  readonly from: number;
  readonly rows: number;
  readonly frames: number;
  readonly perSecond: number;
  readonly late: number;
  readonly longestMs: number;
  /** Frames in which a row of the view was not drawn. */
  readonly blank: number;
  /** Frames during which the view, moved on by the compositor, may have left the drawn rows. */
  readonly outrun: number;
  readonly work: { median: number; p99: number; longest: number };
  readonly requests: number;
}

/** Turns the wheel for so long, evenly, from a row on. */
export async function measureScrolling(
  url: string,
  { speed, seconds, from }: { speed: number; seconds: number; from: number },
): Promise<Scrolling> {
  const console = await openConsole(url);
  try {
    await scrollToRow(console, from);
    const before = console.requests();
    await watchFrames(console.page);
    const { perFrame } = await traceMainThread(console, () => turnWheel(console, speed, seconds));
    const frames = await watchedFrames(console.page);
    const moving = frames
      .filter(({ scrollTop }, index) => scrollTop !== frames[index - 1]?.scrollTop)
      .slice(1);
    const gaps = moving.slice(1).map(({ time }, index) => time - (moving[index]?.time ?? time));
    const first = moving[0];
    const last = moving.at(-1);
    if (!first || !last) throw new Error('The list did not move.');
    return {
      speed,
      from,
      rows: Math.round((last.scrollTop - first.scrollTop) / ROW_PX),
      frames: gaps.length,
      perSecond: (gaps.length / (last.time - first.time)) * 1000,
      late: gaps.filter((gap) => gap > LATE_MS).length,
      longestMs: Math.max(...gaps),
      blank: moving.filter(({ missing }) => missing > 0).length,
      outrun: gaps.filter((gap, index) => (gap / 1000) * speed > (moving[index]?.reserve ?? 0)).length,
      work: {
        median: quantile(perFrame, 0.5),
        p99: quantile(perFrame, 0.99),
        longest: Math.max(...perFrame),
      },
      requests: console.requests() - before,
    };
  } finally {
    await console.close();
  }
}

/** The browser itself makes the events of the wheel, at the rate of its frames: no process of ours sets the pace. */
async function turnWheel({ page, tab }: ConsolePage, speed: number, seconds: number): Promise<void> {
  const box = await page.locator(':has(> [role=table])').boundingBox();
  if (!box) throw new Error('There is no list.');
  await tab.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -speed * seconds,
    speed,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
}
