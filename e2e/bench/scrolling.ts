import { type ConsolePage, openConsole, ROW_PX } from './console-page.ts';
import { watchedFrames, watchFrames } from './frame-probe.ts';
import { scrollToRow } from './far-down.ts';
import { mainThreadWork } from './main-thread.ts';
import { type Screen, screenOf } from './screen.ts';
import { type Pace, paceOf, quantile } from './statistics.ts';
import { trace } from './tracing.ts';

export interface Scrolling {
  readonly speed: number;
  readonly from: number;
  readonly rows: number;
  /** The frames on screen. */
  readonly screen: Screen;
  /** The frames in which the page's own code ran. */
  readonly page: Pace;
  /** Of those, in which a row of the view was not drawn. */
  readonly blank: number;
  /** Of those, frames in which the view, scrolled by the compositor, may have left the drawn rows. */
  readonly outrun: number;
  readonly work: { median: number; p99: number; longest: number };
  readonly requests: number;
}

/** Turns the wheel evenly for this time, from a row on. */
export async function measureScrolling(
  url: string,
  { speed, seconds, from }: { speed: number; seconds: number; from: number },
): Promise<Scrolling> {
  const console = await openConsole(url);
  try {
    await scrollToRow(console, from);
    const before = console.requests();
    await watchFrames(console.page);
    const events = await trace(console, () => turnWheel(console, speed, seconds));
    const { perFrame } = mainThreadWork(events);
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
      screen: screenOf(events),
      page: paceOf(moving.map(({ time }) => time)),
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

/** The browser itself creates the wheel events, at its frame rate, independent of this process. */
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
