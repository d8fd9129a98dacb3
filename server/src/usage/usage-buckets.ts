/**
 * The upper bounds of the buckets of durations, in milliseconds; the last bucket has none. The client has the same
 * (`client/src/lib/usage/usage-counts.ts`).
 */
export const BOUNDS_MS = [
  1_000, 2_000, 5_000, 10_000, 20_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
] as const;

export const BUCKETS = BOUNDS_MS.length + 1;

/** The bound below which this share of the durations lies; null without durations, and where it is in the last bucket. */
export function boundOf(buckets: readonly number[], share: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let below = 0;
  const index = buckets.findIndex((count) => (below += count) >= total * share);
  return BOUNDS_MS[index] ?? null;
}
