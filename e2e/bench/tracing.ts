import type { ConsolePage } from './console-page.ts';

/** An event of a Chromium trace; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of the processor, not of the clock. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly 'missing tiles'?: number };
}

const CATEGORIES = [
  'toplevel',
  'disabled-by-default-devtools.timeline',
  'devtools.timeline',
  'cc',
  'disabled-by-default-display.framedisplayed',
  '__metadata',
];

/** Traces all of Chromium's threads meanwhile. */
export async function trace(
  { browser, page }: ConsolePage,
  meanwhile: () => Promise<void>,
): Promise<TraceEvent[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await meanwhile();
  const written = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return written.traceEvents;
}
