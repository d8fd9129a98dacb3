export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A frame is late if it takes more than one and a half times its share at 60 frames per second. */
const LATE_MS = 25;

export interface Pace {
  readonly frames: number;
  readonly perSecond: number;
  readonly late: number;
  readonly longestMs: number;
}

/** How evenly frames followed one another. @param times in milliseconds, in order; two at least */
export function paceOf(times: readonly number[]): Pace {
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const all = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    frames: gaps.length,
    perSecond: (gaps.length / all) * 1000,
    late: gaps.filter((gap) => gap > LATE_MS).length,
    longestMs: Math.max(...gaps),
  };
}
