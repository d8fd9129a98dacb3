import type { UsageFeature, UsageOutcome } from '../../gql/graphql';

/** The upper bounds of the buckets of durations; the last bucket has none. The server has the same (`usage/usage-buckets.ts`). */
const BOUNDS_MS = [
  1_000, 2_000, 5_000, 10_000, 20_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
];

/** What the server takes of one counter. */
const MAX_N = 1_000;

/** How often a feature was used with an outcome, and how long that took. */
export interface UsageCount {
  feature: UsageFeature;
  outcome: UsageOutcome;
  n: number;
  sumMs: number;
  buckets: number[];
}

/** By feature and outcome. None of them has a page or a user. */
let waiting = new Map<string, UsageCount>();
let onCount: (() => void) | undefined;

/** Whether the browser asks that nothing be counted: Global Privacy Control, and Do Not Track before it. */
export function asksForPrivacy(): boolean {
  // The types of the DOM do not have it.
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & { globalPrivacyControl?: boolean };
  return globalPrivacyControl === true || doNotTrack === '1';
}

/** Counts a use. Nothing is kept where the browser asks for privacy. */
export function count(feature: UsageFeature, outcome: UsageOutcome, ms?: number): void {
  if (asksForPrivacy()) return;
  const key = `${feature} ${outcome}`;
  const buckets = Array.from({ length: BOUNDS_MS.length + 1 }, () => 0);
  const counted = waiting.get(key) ?? { feature, outcome, n: 0, sumMs: 0, buckets };
  if (counted.n >= MAX_N) return;
  counted.n += 1;
  if (ms !== undefined) {
    const index = BOUNDS_MS.findIndex((bound) => ms < bound);
    const bucket = index < 0 ? BOUNDS_MS.length : index;
    counted.buckets[bucket] = (counted.buckets[bucket] ?? 0) + 1;
    counted.sumMs += Math.round(ms);
  }
  waiting.set(key, counted);
  onCount?.();
}

/** What was counted since the last call. */
export function takeCounts(): UsageCount[] {
  const counts = [...waiting.values()];
  waiting = new Map();
  return counts;
}

/** @param listener is called after each count */
export function onCounts(listener: () => void): void {
  onCount = listener;
  if (waiting.size > 0) listener();
}
