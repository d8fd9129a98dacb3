import { type Pace, paceOf } from './statistics.ts';
import type { TraceEvent } from './tracing.ts';

/** The frames that a person sees: Chromium's compositor scrolls the page without waiting for the page's main thread. */
export interface Screen extends Pace {
  /** Frames that showed an unpainted part of the page. */
  readonly unpainted: number;
}

/** While the page was scrolled. */
export function screenOf(events: readonly TraceEvent[]): Screen {
  const steps = events.filter(({ name }) => name === 'Scroll Delta This Frame').map(({ ts }) => ts);
  const [from, to] = [Math.min(...steps), Math.max(...steps)];
  const within = events.filter(({ ts }) => ts >= from && ts <= to);
  const shown = within.filter(({ name }) => name === 'Display::FrameDisplayed').map(({ ts }) => ts / 1000);
  const composed = within.filter(({ args }) => args?.['missing tiles'] !== undefined);
  if (shown.length < 2 || composed.length === 0) throw new Error('Nothing was scrolled on screen.');
  return {
    ...paceOf(shown.sort((one, other) => one - other)),
    unpainted: composed.filter(({ args }) => args?.['missing tiles'] !== 0).length,
  };
}
